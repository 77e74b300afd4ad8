"""What comes out of the decoder when a PDF goes in."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from tuntas.platform.files import decoding
from tuntas.platform.files.decoder.limits import Unfit

from . import samples

PDF = "application/pdf"


def test_gives_an_image_of_each_page() -> None:
    images = decoding.page_images(samples.pdf(3), PDF)

    first = Image.open(io.BytesIO(images[0])).convert("L")
    width, height = first.size
    assert len(images) == 3
    assert height == 2000
    assert first.getpixel((width * 150 // 595, height * 192 // 842)) < 30  # the black square
    assert first.getpixel((width // 2, height - 50)) > 250


def test_takes_a_link_and_a_bookmark_as_they_are() -> None:
    def with_link(document: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/"),
        )
        document.pages[0].Annots = pikepdf.Array([link])
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert len(decoding.page_images(samples.pdf(change=with_link), PDF)) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (samples.with_script, "scripts"),
        (samples.with_launch, "scripts"),
        (samples.with_xfa, "scripts"),
        (samples.with_unreached_script, "scripts"),
        (samples.with_attachment, "attachments"),
        (samples.with_attached_note, "attachments"),
        (samples.with_film, "attachments"),
        (samples.with_deep_nest, "too_heavy"),
    ],
)
@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_refuses_what_paper_does_not_have(change: object, code: str, streams: pikepdf.ObjectStreamMode) -> None:
    sent = samples.pdf(change=change, object_stream_mode=streams)

    with pytest.raises(Unfit) as refusal:
        decoding.page_images(sent, PDF)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(samples.pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "password", id="locked"),
        pytest.param(
            samples.pdf(encryption=pikepdf.Encryption(owner="b")), "password", id="locked for printing"
        ),
        pytest.param(samples.pdf(41), "too_many_pages", id="41 pages"),
        pytest.param(samples.pdf(3)[:-300], "damaged", id="cut short"),
        pytest.param(b"%PDF-1.7\nnothing\n%%EOF", "damaged", id="nothing inside"),
        pytest.param(samples.pdf(0), "damaged", id="no page"),
    ],
)
def test_refuses(sent: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        decoding.page_images(sent, PDF)

    assert refusal.value.code == code


def test_does_not_grow_with_the_size_of_a_page() -> None:
    def like_a_wall(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = [0, 0, 14_400, 14_400]

    [image] = decoding.page_images(samples.pdf(change=like_a_wall), PDF)

    assert max(Image.open(io.BytesIO(image)).size) <= 2000


@pytest.mark.parametrize("made", [samples.swelling_pdf, samples.endless_pdf])
def test_ends_what_would_swell_or_never_end(made: Callable[[], bytes]) -> None:
    with pytest.raises(Unfit) as refusal:
        decoding.page_images(made(), PDF)

    assert refusal.value.code == "too_heavy"  # and not when it had come to an end by itself
