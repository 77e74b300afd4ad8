"""Somebody with an appointment stands before the kiosk: the code they type gives the ticket of their time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, limits
from tuntas.platform.decisions import Refused
from tuntas.platform.limits.views import told_to_wait

from .. import actions
from ..models import Appointment
from ..queries import appointments
from ..rules import Rank
from ..rules.booking import read_code
from .both import both
from .devices import device_of
from .elsewhere import way_on
from .kiosk import given, none, refused

LONGEST = 20
# By device: all kiosks of a city may stand behind one address.
TRIES = limits.declared("kiosk appointment code", "kiosk", limits.Rate(at_once=20, a_minute=10))


# As at `/kiosk/`: the cookie is of this site alone.
@never_cache
@csrf_exempt
@require_POST
def arrival(request: HttpRequest) -> HttpResponse:
    """`/kiosk/arrival/`: {code, priority} → the ticket, as a press on `/kiosk/` gives one."""
    at, device = clock.now(), device_of(request)
    if device is None:
        return none(request)
    try:
        limits.take("kiosk appointment code", str(device.pk), TRIES, at=at)
    except limits.TooMany as too_many:
        return told_to_wait(request, too_many.wait)
    found = _of_code(request.POST.get("code", "")[:LONGEST], at, device.office_code)
    if found is None or found.office_code != device.office_code:
        return refused(request, _not_here(found))
    has_priority = request.POST.get("priority") == "1"
    try:
        issued = actions.check_in(found.token, has_priority=has_priority, by=actions.actor_of(device), at=at)
    except Refused as no:
        return refused(request, way_on(found.office_code, found.service_code, no, at))
    rank = Rank.PRIORITY if has_priority else Rank.APPOINTMENT
    return given(request, device, issued, rank, at, booked_at=found.starts_at)


def _of_code(typed: str, at: datetime, office_code: str) -> Appointment | None:
    """Today's appointment here; else whose it is anywhere, so that nobody is left standing at the wrong office."""
    code = read_code(typed)
    return appointments.find_by_code(code, at, office_code) or appointments.find_by_code(code, at)


def _not_here(found: Appointment | None) -> dict[str, Any]:
    if found is None:
        why, then = _("No appointment today has this code."), _("Look at the code again, or take a number.")
        return {"why": both(why), "then": both(then), "places": []}
    name = offices.office_row(found.office_code).name
    here = both(_("Your appointment is at another office: {office}."))
    why_there = {one: said.format(office=name) for one, said in here.items()}
    return {"why": why_there, "then": both(_("Go there, or take a number here.")), "places": []}
