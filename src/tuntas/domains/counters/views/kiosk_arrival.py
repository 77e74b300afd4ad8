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
from tuntas.platform import clock
from tuntas.platform.decisions import Decision, Refused

from .. import actions
from ..models import Appointment
from ..queries import appointments
from ..queries.listed import find_at
from ..rules import Rank
from ..rules.booking import read_code
from .both import both
from .devices import device_of
from .kiosk import given, none, refused
from .kiosk_anew import arrived_in_vain, too_many_tries

LONGEST = 20


# As at `/kiosk/`: the cookie is of this site alone.
@never_cache
@csrf_exempt
@require_POST
def arrival(request: HttpRequest) -> HttpResponse:
    """`/kiosk/arrival/`: {code, priority} → the ticket, as a press on `/kiosk/` gives one."""
    at, device = clock.now(), device_of(request)
    if device is None:
        return none(request)
    if wait := too_many_tries(request, device, at):
        return wait
    code = read_code(request.POST.get("code", "")[:LONGEST])
    found = find_at(device.office_code, code, at)
    if found is None:
        return refused(request, _not_here(appointments.find_by_code(code, at)))
    has_priority = request.POST.get("priority") == "1"
    try:
        _ensure_today(found, at)
        issued = actions.check_in(found.pk, has_priority=has_priority, by=actions.actor_of(device), at=at)
    except Refused as no:
        return refused(request, arrived_in_vain(found, no, at))
    rank = Rank.PRIORITY if has_priority else Rank.APPOINTMENT
    return given(request, device, issued, rank, at, booked_at=found.starts_at)


def _ensure_today(found: Appointment, at: datetime) -> None:
    """Who came on another day has no number any more, and who will come has none yet."""
    if found.business_day != offices.office_day(at):
        raise Refused(Decision(_("This appointment is not of today.")))


def _not_here(found: Appointment | None) -> dict[str, Any]:
    if found is None:
        why, then = _("No appointment today has this code."), _("Look at the code again, or take a number.")
        return {"why": both(why), "then": both(then), "places": []}
    name = offices.office_row(found.office_code).name
    here = both(_("Your appointment is at another office: {office}."))
    why_there = {one: said.format(office=name) for one, said in here.items()}
    return {"why": why_there, "then": both(_("Go there, or take a number here.")), "places": []}
