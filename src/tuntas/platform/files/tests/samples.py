"""Files as phones, scanners and attackers make them, made by the tests themselves."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
from PIL import Image

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def photo(width: int = 640, height: int = 480, *, kind: str = "JPEG", **saved: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    return encoded(picture, kind, **saved)


def encoded(picture: Image.Image, kind: str, **saved: object) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    picture.save(out, kind, **saved)
    return out.getvalue()


def tagged_photo(orientation: int = 6, *, kind: str = "JPEG") -> bytes:
    """A photo that says where it was taken, by what, and that it lies on its side."""
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    notes[MAKER] = "MARKED-PHONE"
    notes.get_ifd(GPS).update({1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 0.0), 29: "2022:04:02"})
    return photo(kind=kind, exif=notes, **({"comment": b"MARKED-COMMENT"} if kind == "JPEG" else {}))


def huge_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """A few kilobytes that say they are 2.5 billion pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(pages: int = 1, *, change: object = None, **saved: object) -> bytes:
    """A PDF of A4 pages with a black square; `change(pdf)` may add to it before it is written."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = document.make_stream(b"0 0 0 rg 100 600 100 100 re f")
    if callable(change):
        change(document)
    out = io.BytesIO()
    document.save(out, **saved)
    return out.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_launch(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 10, 10],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
    )
    document.pages[0].Annots = pikepdf.Array([link])


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["note.txt"] = b"hidden"


def with_attached_note(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def with_xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


def with_film(document: pikepdf.Pdf) -> None:
    film = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([film])


def with_unreached_script(document: pikepdf.Pdf) -> None:
    """A script that no page refers to yet: an appended revision could."""
    document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    document.Root.Spare = document.objects[-1]


def with_deep_nest(document: pikepdf.Pdf) -> None:
    nest = pikepdf.Array([])
    for _ in range(150):
        nest = pikepdf.Array([nest])
    document.Root.Nest = nest


def noisy_photo() -> bytes:
    """A photo of nearly two megabytes, as a phone makes them."""
    noise = Image.effect_noise((1500, 1200), 90).convert("RGB")
    return encoded(noise, "JPEG", quality=95)


def swelling_pdf() -> bytes:
    """A megabyte that unpacks to nearly one gigabyte."""
    content = zlib.compress(zlib.compress(bytes(900 * 2**20), 9), 9)
    return pdf(change=lambda document: _draw(document, content, [pikepdf.Name.FlateDecode] * 2))


def endless_pdf() -> bytes:
    """A page that draws a thing which draws ten things which draw ten things, ten levels deep."""

    def nest(document: pikepdf.Pdf) -> None:
        inner = _form(document, b"0 0 m 500 800 l S\n" * 1000, {})
        for _ in range(10):
            inner = _form(document, b"/X Do\n" * 10, {"/X": inner})
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/X": inner}))
        document.pages[0].Contents = document.make_stream(b"/X Do")

    return pdf(change=nest)


def _draw(document: pikepdf.Pdf, content: bytes, filters: list[pikepdf.Name]) -> None:
    stream = document.make_stream(b"")
    stream.write(content, filter=pikepdf.Array(filters))
    document.pages[0].Contents = stream


def _form(document: pikepdf.Pdf, content: bytes, things: dict[str, pikepdf.Object]) -> pikepdf.Object:
    form = document.make_stream(content)
    form.Type, form.Subtype, form.BBox = (
        pikepdf.Name.XObject,
        pikepdf.Name.Form,
        pikepdf.Array([0, 0, 595, 842]),
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(things))
    return form
