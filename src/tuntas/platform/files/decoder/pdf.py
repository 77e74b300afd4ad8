"""A PDF as page images, after every object in it was examined for what a document of paper does not have."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

from .image import as_jpeg
from .limits import OUTPUT_BYTES, PAGES, PDF_LONGEST_SIDE, PDF_OBJECTS, Unfit

SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA"}
SCRIPT_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/GoToE",
    "/RichMediaExecute",
}
ATTACHMENT_KEYS = {
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/EF",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/Collection",
}
ATTACHMENT_KINDS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/EmbeddedFile"}
DEPTH = 100


def pages(sent: bytes) -> list[bytes]:
    """JPEG images of all pages; `Unfit` names what stands against the file."""
    if b"%%EOF" not in sent[-2048:]:
        raise Unfit("damaged")  # cut short on its way: a reader that repairs would show white pages
    _examine(sent)
    return list(_drawn(sent))


def _examine(sent: bytes) -> None:
    try:
        pdf = pikepdf.open(io.BytesIO(sent))
    except pikepdf.PasswordError as fault:
        raise Unfit("password") from fault
    with pdf:
        if pdf.is_encrypted:
            raise Unfit("password")
        if len(pdf.pages) > PAGES:
            raise Unfit("too_many_pages")
        if len(pdf.objects) > PDF_OBJECTS:
            raise Unfit("too_heavy")
        for thing in (*pdf.objects, pdf.trailer):  # those inside object streams and unreferenced ones as well
            _inspect(thing, DEPTH)


def _inspect(thing: object, depth: int) -> None:
    if depth == 0:
        raise Unfit("too_heavy")
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        _judge(thing)
        inner = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for value in inner:
        # What is reached by reference is an object of its own and gets its own turn.
        if not getattr(value, "is_indirect", False):
            _inspect(value, depth - 1)


def _judge(entry: pikepdf.Dictionary) -> None:
    keys = set(entry.keys())
    if keys & SCRIPT_KEYS or _name(entry, "/S") in SCRIPT_ACTIONS:
        raise Unfit("scripts")
    if keys & ATTACHMENT_KEYS or {_name(entry, "/Subtype"), _name(entry, "/Type")} & ATTACHMENT_KINDS:
        raise Unfit("attachments")


def _name(entry: pikepdf.Dictionary, key: str) -> str:
    value = entry.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _drawn(sent: bytes) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(sent) as document:
        if not 1 <= len(document) <= PAGES:
            raise Unfit("too_many_pages" if len(document) else "damaged")
        document.init_forms()  # filled-in fields are part of what the resident sees on the page
        size = 0
        for page in document:
            scale = min(PDF_LONGEST_SIDE / max(*page.get_size(), 1), 4)
            image = as_jpeg(page.render(scale=scale).to_pil())
            page.close()
            size += len(image)
            if size > OUTPUT_BYTES:
                raise Unfit("too_heavy")
            yield image
