"""An office's appointments: how much of each day is left, who is expected; and how much may be booked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui import desk
from tuntas.platform.ui.numbers import page_number

from .. import access, actions
from ..forms import PolicyForm
from ..models import Appointment
from ..queries import appointments, bookable, listed
from ..rules.booking import read_code
from . import at_the_desk

LONGEST_CODE = 20


@never_cache
@require_safe
@staff_only
def table(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/appointments/`: the days with what is bookable, booked and left; today by time."""
    return _table(request, _office(code, by), by)


@require_POST
@staff_only
def arrive(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """Somebody with an appointment stands at a counter: their code, and they have a number."""
    office = _office(code, by)
    found = _of_code(request, office, by)
    if found is None:
        return _not_found(request, office, by)
    if found.business_day != offices.office_day(clock.now()):
        messages.error(request, _("This appointment is not of today."))
        return redirect("counters:booking", code=code, which=found.pk)
    return at_the_desk.check_in(request, office, found, by=by)


@require_POST
@staff_only
def find(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`…/appointments/code/`: the code that somebody says on the telephone leads to their appointment."""
    office = _office(code, by)
    found = _of_code(request, office, by)
    return redirect("counters:booking", code=code, which=found.pk) if found else _not_found(request, office, by)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def policy(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/appointments/policy/`: what residents may book here."""
    office = _office(code, by)
    if not access.can_set_up(by, code):
        raise NotThere
    form = PolicyForm(request.POST or None, initial=asdict(appointments.policy_of(code)))
    if request.method == "POST" and form.is_valid():
        actions.set_policy(code, form.policy, by=by, at=clock.now())
        messages.success(request, _("This holds for what is booked from now on."))
        return redirect("counters:bookable", code=code)
    page = {"office": office, "form": form, **_frame(request, by)}
    return render(request, "counters/appointment_policy.html", page)


def _of_code(request: HttpRequest, office: OfficeRow, by: Actor) -> Appointment | None:
    if not access.serves_residents(by, office.code):
        raise NotThere
    return listed.find_at(office.code, read_code(request.POST.get("code", "")[:LONGEST_CODE]), clock.now())


def _not_found(request: HttpRequest, office: OfficeRow, by: Actor) -> HttpResponse:
    fault = _("No appointment at this office has this code. Ask for it again, letter by letter.")
    return _table(request, office, by, typed=request.POST.get("code", "")[:LONGEST_CODE], fault=fault)


def _table(
    request: HttpRequest, office: OfficeRow, by: Actor, *, typed: str = "", fault: str = ""
) -> HttpResponse:
    page = {
        "office": office,
        "table": bookable.table(
            office.code,
            request.GET.get("letter", ""),
            clock.now(),
            day=request.GET.get("day", "")[:10],
            page=page_number(request.GET.get("page")),
        ),
        "typed": typed,
        "fault": fault,
        "may_attend": access.serves_residents(by, office.code),
        "may_set_up": access.can_set_up(by, office.code),
        **_frame(request, by),
    }
    return render(request, "counters/appointment_table.html", page, status=400 if fault else 200)


def _office(code: str, by: Actor) -> OfficeRow:
    office = offices.find_office(code) if code.isprintable() else None
    if office is None or not (access.serves_residents(by, code) or access.answers_for(by, code)):
        raise NotThere
    return office


def _frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    current = "appointments" if by.role in access.AT_THE_COUNTER else "offices"
    return {"bar": desk.bar(request, by, current=current)}
