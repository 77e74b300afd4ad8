"""For somebody who telephones or stands there: their appointment by its code, another time, cancelled, or a new one."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform import clock, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk, qr

from .. import access, actions
from ..models import Appointment
from ..queries import booking, listed
from ..rules.booking import Booking
from .appointments import chosen_time, known_service


@require_safe
@staff_only
def own(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/appointments/`: those of the office at which this officer serves."""
    return redirect("counters:bookable", code=office_of(min(by.offices), by).code)


@never_cache
@require_safe
@staff_only
def one(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/appointments/<id>/`: its time, its code, and what can be done with it."""
    office = office_of(code, by)
    found = found_at(office, which)
    if found.state == Booking.MOVED:
        return redirect("counters:booking", code=code, which=listed.became(found))
    journal.record_sighting(found.stream, by=by, at=clock.now(), office=code)
    return show(request, office, found, by=by)


def show(
    request: HttpRequest, office: OfficeRow, found: Appointment, *, by: Actor, status: int = 200, **faults: str
) -> HttpResponse:
    """The appointment's page, with what was wrong with what was written on it."""
    shown = booking.shown(found, clock.now())
    page = {"office": office, "which": found.pk, "shown": shown, "picture": _picture(found)}
    return render(request, "counters/booking.html", {**page, **faults, **_frame(request, by)}, status=status)


@require_POST
@staff_only
def arrive(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/arrival/`: they are here and have a number."""
    office = office_of(code, by)
    return check_in(request, office, found_at(office, which), by=by)


@require_POST
@staff_only
def cancel(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/cancellation/`: the time is for others."""
    found_at(office_of(code, by), which)
    try:
        actions.cancel(which, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Cancelled. The time is for others now."))
    return redirect("counters:booking", code=code, which=which)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def move(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/other-time/`: another time, under the same code."""
    office = office_of(code, by)
    found = found_at(office, which)
    known = known_service(found.service_code)
    if request.method != "POST":
        if found.state != Booking.CONFIRMED:
            return redirect("counters:booking", code=code, which=which)
        return _times(request, office, known, by, moved=found)
    try:
        starts_at, key = chosen_time(request), request.POST.get("key") or None
        moved = actions.move(which, starts_at=starts_at, by=by, at=clock.now(), key=key)
    except Refused as refused:
        return _times(request, office, known, by, moved=found, refused=refused)
    messages.success(request, _("Moved. The code is the same."))
    return redirect("counters:booking", code=code, which=moved.pk)


@never_cache
@require_safe
@staff_only
def services(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`…/appointments/new/`: for what? Only what can be booked at this office."""
    office = office_of(code, by)
    page = {"office": office, "services": booking.services_at(code, clock.now()), **_frame(request, by)}
    return render(request, "counters/booking_services.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def book(request: HttpRequest, code: str, service: str, *, by: Actor) -> HttpResponse:
    """`…/appointments/new/<service>/`: when? Chosen, it is theirs at once."""
    office, known = office_of(code, by), known_service(service)
    if request.method != "POST":
        return _times(request, office, known, by)
    try:
        starts_at, key = chosen_time(request), request.POST.get("key") or None
        made = actions.book(code, service=service, starts_at=starts_at, by=by, at=clock.now(), key=key)
    except Refused as refused:
        return _times(request, office, known, by, refused=refused)
    messages.success(request, _("Booked. Tell them the time and the code."))
    return redirect("counters:booking", code=code, which=made.pk)


def check_in(request: HttpRequest, office: OfficeRow, found: Appointment, *, by: Actor) -> HttpResponse:
    """The number of whoever is here; refused, their appointment's page says what happened and what can be done."""
    has_priority = request.POST.get("priority") == "yes"
    try:
        issued = actions.check_in(found.pk, has_priority=has_priority, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("counters:booking", code=office.code, which=found.pk)
    messages.success(request, _("Their number is %(number)s.") % {"number": issued.printed})
    return redirect("counters:bookable", code=office.code)


def _times(
    request: HttpRequest,
    office: OfficeRow,
    service: Service,
    by: Actor,
    *,
    moved: Appointment | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    times = booking.times_at(office.code, service, request.GET.get("day", "")[:10], clock.now())
    page = {"office": office, "times": times, "moved": moved, "refused": refused, "key": uuid.uuid4()}
    shown = {**page, "at_desk": True, **_frame(request, by)}
    return render(request, "counters/booking_times.html", shown, status=409 if refused else 200)


def office_of(code: str, by: Actor) -> OfficeRow:
    office = offices.find_office(code) if code.isprintable() else None
    if office is None or not access.serves_residents(by, code):
        raise NotThere
    return office


def found_at(office: OfficeRow, which: uuid.UUID) -> Appointment:
    found = listed.of_office(which, office.code)
    if found is None:
        raise NotThere
    return found


def _picture(found: Appointment) -> str:
    """The resident's own page, for their phone."""
    address = f"{settings.PUBLIC_ORIGIN}{reverse('counters:appointment', args=[found.token])}"
    drawn = qr.svg(address, scale=4, border=4, xmldecl=False, svgns=False, dark="#14160f", light="#ffffff")
    return mark_safe(drawn)  # noqa: S308  our own drawing


def _frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    return {"bar": desk.bar(request, by, current="appointments")}
