"""What comes out of the decoder when a photo goes in."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tuntas.platform.files import decoding
from tuntas.platform.files.decoder.limits import LONGEST_SIDE, Unfit

from . import samples


def opened(sent: bytes, content_type: str) -> Image.Image:
    [image] = decoding.page_images(sent, content_type)
    return Image.open(io.BytesIO(image))


@pytest.mark.parametrize(
    ("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/heic")]
)
def test_keeps_the_picture_and_makes_it_a_jpeg(kind: str, content_type: str) -> None:
    picture = opened(samples.photo(640, 480, kind=kind), content_type)

    red, blue = picture.getpixel((10, 240)), picture.getpixel((630, 240))
    assert (picture.format, picture.size) == ("JPEG", (640, 480))
    assert red[0] > 200 > 100 > red[2]
    assert blue[2] > 200 > 100 > blue[0]


@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_turns_a_photo_upright(kind: str, content_type: str) -> None:
    picture = opened(samples.tagged_photo(orientation=6, kind=kind), content_type)

    assert picture.size == (480, 640)
    assert picture.getpixel((240, 10))[0] > 200  # what lay left is on top


@pytest.mark.parametrize(
    ("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/heic")]
)
def test_leaves_no_place_no_maker_and_no_comment(kind: str, content_type: str) -> None:
    sent = samples.tagged_photo(orientation=1, kind=kind)
    assert b"MARKED-PHONE" in sent  # the sample does carry what must go

    [image] = decoding.page_images(sent, content_type)

    assert b"MARKED" not in image
    assert b"Exif" not in image
    assert not Image.open(io.BytesIO(image)).getexif()


def test_makes_a_large_photo_small_enough_to_be_useful() -> None:
    picture = opened(samples.photo(8000, 6000), "image/jpeg")

    assert picture.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_shows_transparent_parts_as_white_paper() -> None:
    sent = samples.encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")

    assert min(opened(sent, "image/png").convert("RGB").getpixel((25, 25))) > 250


def test_keeps_the_greys_of_a_16_bit_scan() -> None:
    sent = samples.encoded(Image.new("I;16", (50, 50), 32896), "PNG")

    assert opened(sent, "image/png").convert("L").getpixel((25, 25)) == pytest.approx(128, abs=2)


def test_ignores_what_is_hidden_behind_the_picture() -> None:
    sent = samples.photo() + b"<script>alert(1)</script>PK\x03\x04"

    [image] = decoding.page_images(sent, "image/jpeg")

    assert b"script" not in image
    assert b"PK\x03\x04" not in image


@pytest.mark.parametrize(
    ("sent", "content_type", "code"),
    [
        pytest.param(samples.huge_png(), "image/png", "too_many_pixels", id="50,000 x 50,000 pixels"),
        pytest.param(samples.huge_png(9000, 9000), "image/png", "too_many_pixels", id="81 million pixels"),
        pytest.param(samples.photo()[:-4000], "image/jpeg", "damaged", id="cut short"),
        pytest.param(samples.photo(kind="PNG")[:-40], "image/png", "damaged", id="png cut short"),
        pytest.param(samples.photo(kind="HEIF")[:-400], "image/heic", "damaged", id="heic cut short"),
        pytest.param(samples.photo(kind="GIF"), "image/jpeg", "damaged", id="another format than announced"),
        pytest.param(b"\xff\xd8\xff<html><script>", "image/jpeg", "damaged", id="page behind the first bytes"),
    ],
)
def test_refuses(sent: bytes, content_type: str, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        decoding.page_images(sent, content_type)

    assert refusal.value.code == code
