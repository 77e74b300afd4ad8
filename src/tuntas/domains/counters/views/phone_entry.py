"""A ticket by phone: only who scanned the poster in the waiting room takes one, one at a time."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, limits
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused

from .. import actions
from ..queries import by_token, kiosks
from ..rules import Channel, State
from .elsewhere import not_done_here, way_on
from .kiosk import address_of

HELD_SECONDS = 12 * 3600
# The waiting room's own network is one address for everybody in it.
RATE = limits.Rate(at_once=60, a_minute=30)
_OVER = (State.FINISHED, State.LEFT, State.EXPIRED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("queue", RATE)
def entry(request: HttpRequest, office_code: str, code: str) -> HttpResponse:
    """`/q/<office>/<code>/`: choose what you come for; the phone that holds a ticket here is shown it."""
    if not office_code.isprintable() or not kiosks.is_queue_code(office_code, code):
        raise Http404
    held = _held(request, office_code)
    if held:
        return redirect(address_of(held))
    told, status = None, 200
    if request.method == "POST":
        given = _given_or_why_not(request, office_code)
        if isinstance(given, HttpResponse):
            return given
        told, status = given, 409
    at, office = clock.now(), offices.office_row(office_code)
    choices = kiosks.choices_of(office, at)
    page = {
        "office": office,
        "choices": choices,
        "others": kiosks.not_done_here(office, choices, at),
        "refused": told,
        "key": uuid.uuid4(),
    }
    return render(request, "counters/phone_entry.html", page, status=status)


def _given_or_why_not(request: HttpRequest, office_code: str) -> HttpResponse | dict[str, Any]:
    elsewhere, service = request.POST.get("elsewhere", ""), request.POST.get("service", "")
    if elsewhere:
        return not_done_here(office_code, elsewhere, clock.now())
    try:
        return _issue(request, office_code, service)
    except Refused as refused:
        return way_on(office_code, service, refused, clock.now())


def _issue(request: HttpRequest, office_code: str, service: str) -> HttpResponse:
    issued = actions.issue(
        office_code,
        key=request.POST.get("key", ""),
        channel=Channel.PHONE,
        service=service,
        letter="" if service else request.POST.get("letter", ""),
        has_priority=request.POST.get("priority") == "1",
        by=PUBLIC,
        at=clock.now(),
    )
    answer = redirect(address_of(issued.token))
    answer.set_cookie(
        _name(),
        issued.token,
        max_age=HELD_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _held(request: HttpRequest, office_code: str) -> str:
    """The ticket that this phone holds at this office today and that is not over."""
    token = request.COOKIES.get(_name(), "")
    ticket = by_token(token) if token.isascii() and token.isalnum() else None
    is_held = (
        ticket is not None
        and ticket.office_code == office_code
        and ticket.business_day == offices.office_day(clock.now())
        and ticket.state not in _OVER
    )
    return token if is_held else ""


def _name() -> str:
    return "__Host-tuntas-queue" if settings.SESSION_COOKIE_SECURE else "tuntas_queue"
