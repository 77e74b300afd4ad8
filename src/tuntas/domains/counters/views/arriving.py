"""Checking in: by the appointment's own page, or by its code at a kiosk, at a counter or on any phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from .. import actions
from ..queries import appointments
from ..rules.booking import read_code

LONGEST_OFFICE = 20


@require_POST
@limited("appointment", Rate(at_once=30, a_minute=20))
def by_page(request: HttpRequest, token: str) -> HttpResponse:
    """I am here: from here on the ticket's page says how long it takes."""
    if not token.isprintable() or appointments.appointment_of(token) is None:
        raise Http404
    try:
        issued = actions.check_in(token, has_priority=_has_priority(request), by=PUBLIC, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("counters:appointment", token=token)
    return redirect("counters:ticket", token=issued.token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("appointment code", Rate(at_once=60, a_minute=30))
def by_code(request: HttpRequest) -> HttpResponse:
    """`/appointments/arrival/?office=…`: a kiosk names its office; without one the code alone is looked for."""
    office = (request.POST.get("office") or request.GET.get("office", ""))[:LONGEST_OFFICE]
    if request.method != "POST":
        return _page(request, office)
    typed = request.POST.get("code", "")[:LONGEST_OFFICE]
    found = appointments.find_by_code(read_code(typed), clock.now(), office if office.isprintable() else "")
    if found is None:
        fault = _(
            "No appointment today has this code. Look at your appointment's page, or take an ordinary ticket."
        )
        return _page(request, office, typed=typed, fault=fault)
    try:
        issued = actions.check_in(found.token, has_priority=_has_priority(request), by=PUBLIC, at=clock.now())
    except Refused as refused:
        if appointments.outside_hours([found]):  # its page says so, and offers another time
            return redirect("counters:appointment", token=found.token)
        return _page(request, office, typed=typed, fault=str(refused))
    return redirect("counters:ticket", token=issued.token)


def _page(request: HttpRequest, office: str, *, typed: str = "", fault: str = "") -> HttpResponse:
    shown = {"office": office, "typed": typed, "fault": fault}
    return render(request, "counters/appointment_arrival.html", shown, status=400 if fault else 200)


def _has_priority(request: HttpRequest) -> bool:
    return request.POST.get("priority") == "yes"
