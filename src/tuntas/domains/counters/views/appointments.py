"""Making an appointment: service, office, day and time; then its own page to confirm, move and cancel it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.demonstration import notice
from tuntas.platform.limits import Rate, limited

from .. import actions, ical
from ..models import Appointment
from ..queries import appointments, booking
from ..rules.booking import Booking

LONGEST_PLACE = 80


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """`/appointments/`: for what?"""
    found = catalogue.services(office_day(clock.now()))
    return render(request, "counters/appointment_services.html", {"services": found})


@never_cache
@require_safe
def offices(request: HttpRequest, service: str) -> HttpResponse:
    """`/appointments/<service>/`: where? The nearest first, each with the first time that is left."""
    place = request.GET.get("place", "").strip()[:LONGEST_PLACE]
    known = known_service(service)
    found = booking.offices_near(known.code, place, clock.now())
    return render(
        request, "counters/appointment_offices.html", {"service": known, "typed": place, "found": found}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("appointment", Rate(at_once=30, a_minute=20))
def times(request: HttpRequest, service: str, office_code: str) -> HttpResponse:
    """`/appointments/<service>/<office>/`: when? Choosing a time holds it for some minutes."""
    known = known_service(service)
    if request.method != "POST":
        return _times(request, known, office_code)
    try:
        held = actions.hold(
            office_code,
            service=known.code,
            starts_at=chosen_time(request),
            by=PUBLIC,
            at=clock.now(),
            key=request.POST.get("key") or None,
        )
    except Refused as refused:
        return _times(request, known, office_code, refused=refused)
    return redirect("counters:appointment", token=held.token)


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """`/appointment/<token>/`: when, where, with which code; and what can be done with it."""
    return show(request, found_by(token))


def show(request: HttpRequest, found: Appointment, *, status: int = 200, **faults: str) -> HttpResponse:
    """The appointment's page, with what was wrong with what was written on it."""
    shown = booking.shown(found, clock.now())
    return render(request, "counters/appointment.html", {"shown": shown, **faults}, status=status)


@require_POST
@limited("appointment", Rate(at_once=30, a_minute=20))
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The held time becomes an appointment."""
    return _done(request, token, lambda: actions.confirm(token, by=PUBLIC, at=clock.now()))


@require_POST
@limited("appointment", Rate(at_once=30, a_minute=20))
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The time is for others."""
    return _done(request, token, lambda: actions.cancel(token, by=PUBLIC, at=clock.now()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("appointment", Rate(at_once=30, a_minute=20))
def move(request: HttpRequest, token: str) -> HttpResponse:
    """`/appointment/<token>/other-time/`: another time at the same office, under the same code."""
    found = found_by(token)
    if found.state != Booking.CONFIRMED:
        return redirect("counters:appointment", token=token)
    known = known_service(found.service_code)
    if request.method != "POST":
        return _times(request, known, found.office_code, moved=found)
    try:
        actions.move(
            token,
            starts_at=chosen_time(request),
            by=PUBLIC,
            at=clock.now(),
            key=request.POST.get("key") or None,
        )
    except Refused as refused:
        return _times(request, known, found.office_code, moved=found, refused=refused)
    messages.success(request, _("Your appointment was moved. The code is the same."))
    return redirect("counters:appointment", token=token)


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """`/appointment/<token>/janji-temu.ics`: for the calendar on the phone."""
    at = clock.now()
    shown = booking.shown(found_by(token), at)
    if shown.state in (Booking.HELD, Booking.LAPSED):
        raise Http404
    about = _("Say this code when you come: %(code)s.") % {"code": shown.code_in_two}
    entry = ical.Entry(
        token=token,
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        changed_at=shown.changed_at,
        is_cancelled=shown.state is Booking.CANCELLED,
        from_whom=settings.TUNTAS_AGENCY,
        sender=settings.TUNTAS_MAIL_FROM,
        title=str(shown.service.name),
        place=shown.office,
        about=" ".join(filter(None, (about, notice()))),
    )
    kind = f"text/calendar; charset=utf-8; method={ical.method(entry)}"
    answer = HttpResponse(ical.calendar_file(entry, at=at), content_type=kind)
    answer["Content-Disposition"] = 'attachment; filename="janji-temu.ics"'
    return answer


def _times(
    request: HttpRequest,
    service: Service,
    office_code: str,
    *,
    refused: Refused | None = None,
    moved: Appointment | None = None,
) -> HttpResponse:
    wanted = request.GET.get("day", "")[:10]
    found = booking.times_at(office_code, service, wanted, clock.now())
    if found is None:
        raise Http404
    # A new key after a refusal: nothing was done under the old one, and another time is another sending.
    shown: dict[str, Any] = {"times": found, "refused": refused, "moved": moved, "key": uuid.uuid4()}
    return render(request, "counters/appointment_times.html", shown, status=409 if refused else 200)


def _done(request: HttpRequest, token: str, verb: Callable[[], object]) -> HttpResponse:
    found_by(token)
    try:
        verb()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("counters:appointment", token=token)


def chosen_time(request: HttpRequest) -> datetime:
    return actions.chosen_time(request.POST.get("starts", ""))


def known_service(code: str) -> Service:
    found = booking.find_service(code, clock.now())
    if found is None:
        raise Http404
    return found


def found_by(token: str) -> Appointment:
    found = appointments.appointment_of(token) if token.isprintable() else None
    if found is None:
        raise Http404
    return found
