"""A photo as a plain upright JPEG: nothing that the camera wrote beside the picture survives."""

from __future__ import annotations

import io

from PIL import Image, ImageFile

from .limits import JPEG_QUALITY, LONGEST_SIDE, PIXELS, Unfit

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
ORIENTATION = 0x0112

Image.MAX_IMAGE_PIXELS = PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


def upright(sent: bytes, content_type: str) -> bytes:
    """The picture turned upright, at most 3,000 pixels long, without metadata; `Unfit` when it can't be."""
    if content_type == "image/heic":
        _learn_heic()
    # Only the announced format is tried: bytes that also pass for another type get no second reader.
    try:
        picture = Image.open(io.BytesIO(sent), formats=(FORMATS[content_type],))
    except Image.DecompressionBombError as fault:
        raise Unfit("too_many_pixels") from fault
    if picture.width * picture.height > PIXELS:
        raise Unfit("too_many_pixels")
    return as_jpeg(_turned(picture))


def as_jpeg(picture: Image.Image) -> bytes:
    """A JPEG of the pixels alone."""
    picture = picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
    picture.info = {}  # Pillow would carry the comment and the colour profile over
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _turned(picture: Image.Image) -> Image.Image:
    turn = _orientation(picture)
    picture.draft(
        "RGB", (LONGEST_SIDE, LONGEST_SIDE)
    )  # a JPEG is unpacked at the size needed, which saves memory
    picture.load()
    picture = _on_white(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture.transpose(turn) if turn is not None else picture


def _orientation(picture: Image.Image) -> Image.Transpose | None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    try:
        return turns.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # a damaged note beside the picture is no reason to refuse the picture
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    """Colours as a screen shows them: 16-bit greys scaled down, transparent parts on white paper."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")


def _learn_heic() -> None:
    import pillow_heif

    # Without `thumbnails=False`, `draft` would answer with the small preview inside the file instead of the photo.
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1, depth_images=False, aux_images=False)
