"""What this process says itself: to a person in both languages, because it knows none, to a program as a problem."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus

from .asgi import Header, Scope, Send, answer
from .options import PROGRAMS

PLAIN = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
# For a program also a word that stays the same.
ERRORS = {
    403: "forged",
    405: "wrong_method",
    408: "too_slow",
    413: "too_large",
    502: "broken",
    503: "too_many",
}
WORDS = {
    408: "Pengiriman terputus terlalu lama. Kembali ke halaman tadi, lalu kirim sekali lagi.\n\n"
    "The sending stopped for too long. Go back to the page and send it once more.",
    413: "Berkas ini terlalu besar: paling besar 10 MB. Kembali ke halaman tadi, lalu pilih berkas yang lebih kecil.\n\n"
    "This file is too large: at most 10 MB. Go back to the page and choose a smaller one.",
    502: "Berkas ini tidak dapat diteruskan. Kembali ke halaman tadi, lalu coba lagi sebentar lagi.\n\n"
    "This file could not be passed on. Go back to the page and try again in a moment.",
    503: "Sedang banyak kiriman. Kembali ke halaman tadi, lalu coba lagi sebentar lagi.\n\n"
    "Many files are arriving just now. Go back to the page and try again in a moment.",
}
COME_AGAIN = {502, 503}


async def refuse(send: Send, scope: Scope, status: int, headers: Iterable[Header] = ()) -> None:
    """A refusal in the form that whoever sent it reads."""
    again = [(b"retry-after", b"5")] if status in COME_AGAIN else []
    if scope["path"].startswith(PROGRAMS):
        kind, body = b"application/problem+json", _problem(status)
    else:
        kind, body = b"text/plain; charset=utf-8", WORDS.get(status, "")
    await answer(send, status, body.encode(), [*PLAIN, (b"content-type", kind), *again, *headers])


def _problem(status: int) -> str:
    title = HTTPStatus(status).phrase
    said = {"type": "about:blank", "title": title, "status": status, "detail": WORDS.get(status, title)}
    return json.dumps({**said, "error": ERRORS[status]})
