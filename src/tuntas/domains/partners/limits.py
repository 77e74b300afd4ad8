"""How often a program may do what anyone may do: the same counts as the pages', so that neither is a way around."""

from __future__ import annotations

from django.http import HttpRequest

from tuntas.platform import clock
from tuntas.platform.limits import Rate, take
from tuntas.platform.limits.views import DECLARED, address_of

# What holds where no page has declared another.
RATES = {
    "draft": Rate(at_once=60, a_minute=30),
    "pin": Rate(at_once=60, a_minute=30),
    "upload": Rate(at_once=200, a_minute=80),
    "verify": Rate(at_once=120, a_minute=60),
}


def count(request: HttpRequest, kind: str) -> None:
    """Count one more of this kind for where the call came from; raises `TooMany`."""
    _by, rate = DECLARED.get(kind, ("address", RATES[kind]))
    take(kind, address_of(request), rate, at=clock.now())
