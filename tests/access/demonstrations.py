"""Does an answer say that it is a demonstration's? In each format where a reader of that format sees it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pypdfium2
from django.http import HttpResponse

DEMONSTRATION = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"
IN_A_HEADER = DEMONSTRATION.replace("–", "-")


def says_that_it_is_a_demonstration(answer: HttpResponse) -> bool:
    """True also of what has no content, and of formats that hold nothing to read: pictures, hashes, signed notes."""
    kind = answer.get("Content-Type", "").partition(";")[0]
    says = _SAYS.get(kind)
    if says is None or answer.status_code in (301, 302, 304) or not answer.content:
        return True
    return says(answer)


def _page(answer: HttpResponse) -> bool:
    return DEMONSTRATION in answer.content.decode()


def _table(answer: HttpResponse) -> bool:
    return answer.content.decode("utf-8-sig").startswith(f"# {DEMONSTRATION}\r\n")


def _object(answer: HttpResponse) -> bool:
    """In the object itself, or beside it as programs get everything else that concerns all answers."""
    said = json.dumps(json.loads(answer.content), ensure_ascii=False)  # as whoever reads the object gets it
    return DEMONSTRATION in said or answer.get("X-Demonstration") == IN_A_HEADER


def _paper(answer: HttpResponse) -> bool:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content)]
    return bool(pages) and all(_squeezed(DEMONSTRATION) in _squeezed(page) for page in pages)


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


_SAYS: dict[str, Callable[[HttpResponse], bool]] = {
    "text/html": _page,
    "text/csv": _table,
    "application/json": _object,
    "application/problem+json": _object,
    "application/pdf": _paper,
}
