"""The limit at the door of a view, and the page of whoever came too often."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from tuntas.platform import clock
from tuntas.platform.ui import dates

from .actions import TooMany, take
from .rules import Rate, visitor

View = Callable[..., HttpResponse]
# Kind → what it is limited by and to; `./tuntas docs` writes it down.
DECLARED: dict[str, tuple[str, Rate]] = {}


def declared(kind: str, by: str, rate: Rate) -> Rate:
    """A rate that is counted by something else than the address, written down with the others."""
    DECLARED[kind] = (by, rate)
    return rate


def limited(kind: str, rate: Rate, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Let one address through so often only; looking (GET, HEAD) is free unless `methods` says otherwise."""
    DECLARED[kind] = ("address", rate)

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                try:
                    take(kind, address_of(request), rate, at=clock.now())
                except TooMany as too_many:
                    return told_to_wait(request, too_many.wait)
            return view(request, *args, **kwargs)

        counted.limit = kind  # type: ignore[attr-defined]
        return counted

    return decorate


def address_of(request: HttpRequest) -> str:
    """Where the request came from, as far as it can be known."""
    return visitor(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        settings.TUNTAS_PROXIES,
    )


def told_to_wait(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """429 with how long to wait, in words and for programs."""
    seconds = math.ceil(wait.total_seconds())
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": "too_many", "wait_seconds": seconds}, status=429, headers=headers)
    minutes = timedelta(minutes=math.ceil(seconds / 60)) if seconds > 60 else timedelta(seconds=seconds)
    words = dates.duration(minutes, language=translation.get_language() or "id")
    answer = render(request, "limits/too_many.html", {"wait": words}, status=429)
    for name, value in headers.items():
        answer[name] = value
    return answer
