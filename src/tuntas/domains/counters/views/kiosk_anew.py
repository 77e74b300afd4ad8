"""Whose appointment gives no number now: what happened to it, and other times to choose from at once."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, limits
from tuntas.platform.decisions import Refused
from tuntas.platform.limits.views import told_to_wait
from tuntas.platform.ui import dates

from .. import actions
from ..models import Appointment, Kiosk
from ..queries import appointments, booking
from ..queries.listed import find_at
from ..rules.booking import Booking, read_code
from .appointments import chosen_time
from .both import LANGUAGES, both
from .devices import device_of
from .elsewhere import way_on
from .kiosk import answer, none, refused

LONGEST = 20
# By device: all kiosks of a city may stand behind one address.
TRIES = limits.declared("kiosk appointment code", "kiosk", limits.Rate(at_once=20, a_minute=10))
_KEPT = _("Choose another time: your code stays the same.")
_NEW = _("Choose a new time, or take a number.")
_WORDS: dict[Booking, LazyText] = {
    Booking.CANCELLED: _("Your appointment of {moment} was cancelled."),
    Booking.LAPSED: _("Your time, {moment}, was not confirmed."),
    Booking.MISSED: _("The time of your appointment has passed: {moment}."),
}


# As at `/kiosk/`: the cookie is of this site alone.
@never_cache
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """`/kiosk/arrival/time/`: {code, starts} → the new time, with its code and its page. Pressed twice is once."""
    at, device = clock.now(), device_of(request)
    if device is None:
        return none(request)
    if wait := too_many_tries(request, device, at):
        return wait
    found = find_at(device.office_code, read_code(request.POST.get("code", "")[:LONGEST]), at)
    if found is None or found.state in (Booking.CAME, Booking.HELD):
        why = _("No appointment here can be moved by this code.")
        return refused(request, {"why": both(why), "then": both(_NEW), "places": []})
    try:
        new = _anew(found, chosen_time(request), device, at)
    except Refused as no:
        return refused(request, {**what_happened(found, at), "why": both(no.decision.reason or "")})
    return answer(request, "counters/kiosk_anew.html", {"anew": _shown(new)}, device=device)


def too_many_tries(request: HttpRequest, device: Kiosk, at: datetime) -> HttpResponse | None:
    """The answer to a device at which codes are tried out."""
    try:
        limits.take("kiosk appointment code", str(device.pk), TRIES, at=at)
    except limits.TooMany as too_many:
        return told_to_wait(request, too_many.wait)
    return None


def arrived_in_vain(found: Appointment, no: Refused, at: datetime) -> dict[str, Any]:
    """The refusal of somebody who typed the code of an appointment of this office."""
    is_todays = found.business_day == offices.office_day(at) and at <= found.latest_at
    if found.state == Booking.CONFIRMED and is_todays and not appointments.outside_hours([found]):
        return way_on(found.office_code, found.service_code, no, at)
    return what_happened(found, at)


def what_happened(found: Appointment, at: datetime) -> dict[str, Any]:
    """Why, what to do, and the next times that are left."""
    why, then = _why(found, at)
    moments = _said(found.starts_at)
    offers = booking.next_times(found.office_code, found.service_code, at)
    return {
        "why": {one: said.format(moment=moments[one]) for one, said in both(why).items()},
        "then": both(then if offers else _("Take a number, or ask an officer.")),
        "places": [],
        "code": found.code,
        "times": [{"starts": one.starts_at.isoformat(), "said": _said(one.starts_at)} for one in offers],
    }


def _why(found: Appointment, at: datetime) -> tuple[LazyText, LazyText]:
    is_coming = found.state == Booking.CONFIRMED and found.latest_at >= at
    if appointments.outside_hours([found]) and (is_coming or found.state == Booking.CANCELLED):
        shut = _("We are closed at the time of your appointment, {moment}: opening hours have changed.")
        return shut, _KEPT if is_coming else _NEW
    if is_coming:
        return _("Your appointment is at another time: {moment}."), _KEPT
    return _WORDS.get(Booking(found.state), _WORDS[Booking.MISSED]), _NEW


def _anew(found: Appointment, starts_at: datetime, device: Kiosk, at: datetime) -> Appointment:
    by = actions.actor_of(device)
    if found.state != Booking.CONFIRMED or found.latest_at < at:
        key = str(uuid.uuid5(found.pk, starts_at.isoformat()))  # an answer that was lost books no second time
        service = found.service_code
        return actions.book(found.office_code, service=service, starts_at=starts_at, by=by, at=at, key=key)
    if found.starts_at == starts_at:
        return found
    return actions.move(found.pk, starts_at=starts_at, by=by, at=at)


def _shown(new: Appointment) -> dict[str, Any]:
    return {
        "said": _said(new.starts_at),
        "code": new.code_in_two,
        "picture": reverse("counters:kiosk_appointment_code", args=[new.token]),
    }


def _said(moment: datetime) -> dict[str, str]:
    zone = timezone.get_current_timezone()
    return {one: dates.moment(moment, language=one, zone=zone) for one in LANGUAGES}
