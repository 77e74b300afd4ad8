"""How the tests read a PDF: its text, its structure and its pictures."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """The text layer of all pages on one line, without the marks that only say where a word may break."""
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(found.replace("\u200b", "").replace("\ufffe", "").split())


def squeezed(text: str) -> str:
    """Without any space: line ends fall where the layout wants them."""
    return "".join(text.split())


def structure_of(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))
