"""A page that is there without network: its worker, and the policy that lets the browser start it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static

from .headers import page_policy


def worker(name: str, page: str, files: Iterable[str], *, patience_ms: int = 4_000) -> HttpResponse:
    """The worker that answers for `page`, an address, and these static files. Its own address lies beneath the page's.

    After `patience_ms` without an answer the page is the kept one, as it was.
    """
    given = {
        "release": settings.RELEASE,
        "prefix": f"{name}-",
        "page": page,
        "patienceMs": patience_ms,
        "files": [static(one) for one in files],
    }
    head = "".join(f"const {key} = {json.dumps(value)};\n" for key, value in given.items())
    answer = HttpResponse(head + _code(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def let_keep(answer: HttpResponse) -> HttpResponse:
    """The page may start its worker; no other page may."""
    answer["Content-Security-Policy"] = f"{page_policy(settings.LIVE_ORIGIN)}; worker-src 'self'"
    return answer


@cache
def _code() -> str:
    return (Path(__file__).parent / "static" / "ui" / "keeping_worker.js").read_text(encoding="utf-8")
