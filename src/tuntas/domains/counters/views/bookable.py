"""An office's appointments: how much of each day is left, who is expected, who is here; and how much may be booked."""

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
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk

from .. import access, actions
from ..forms import PolicyForm
from ..queries import appointments, bookable
from ..rules.booking import read_code

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
    typed = request.POST.get("code", "")[:LONGEST_CODE]
    found = appointments.find_by_code(read_code(typed), clock.now(), office.code)
    if found is None:
        return _table(
            request, office, by, typed=typed, fault=_("No appointment of today has this code at this office.")
        )
    has_priority = request.POST.get("priority") == "yes"
    try:
        issued = actions.check_in(found.token, has_priority=has_priority, by=by, at=clock.now())
    except Refused as refused:
        return _table(request, office, by, typed=typed, fault=str(refused))
    messages.success(request, _("Their number is %(number)s.") % {"number": issued.printed})
    return redirect("counters:bookable", code=office.code)


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


def _table(
    request: HttpRequest, office: OfficeRow, by: Actor, *, typed: str = "", fault: str = ""
) -> HttpResponse:
    page = {
        "office": office,
        "table": bookable.table(office.code, request.GET.get("letter", ""), clock.now()),
        "typed": typed,
        "fault": fault,
        "may_check_in": access.serves_residents(by, office.code),
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
    return {"bar": desk.bar(request, by, current="offices")}
