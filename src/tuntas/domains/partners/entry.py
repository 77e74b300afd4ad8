"""Whose call is it? The resident of a proved case by their token, staff by the session of their browser."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from tuntas.platform.actors import Actor, Kind

from . import tokens


class ProvedCase(HttpBearer):
    """`Authorization: Bearer <token>`, as `/proofs` and `/drafts` give it."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        held = tokens.opened(token)
        if held is None:
            return None
        by = Actor(Kind.RESIDENT, held.case_id)
        request.actor = by  # type: ignore[attr-defined]
        request.proof = held  # type: ignore[attr-defined]
        return by


class SignedInStaff(APIKeyCookie):
    """The cookie of somebody who signed in at `/staff/sign-in/`; what changes something carries `X-CSRFToken` too."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        by: Actor = request.actor  # type: ignore[attr-defined]
        # A posting is chosen on a page; until then nobody acts for an office.
        return copy(by) if key and by.is_staff and by.offices else None


def held_proof(request: HttpRequest) -> tokens.Proof:
    """What the resident's token says."""
    held: tokens.Proof = request.proof  # type: ignore[attr-defined]
    return held


def acting(request: HttpRequest) -> Actor:
    """The actor that the operation's entry let in."""
    by: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(by, Actor)  # noqa: S101 – each operation that asks this names an entry
    return by
