"""The offices below, one office as it stands, one contested return, who looked at what."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tuntas.domains.cases import access as case_access
from tuntas.domains.cases import queries as cases
from tuntas.domains.counters.actions.alarms import ACTS
from tuntas.domains.counters.queries import alarms, risks_of_offices
from tuntas.domains.monitoring import access, queries
from tuntas.domains.monitoring.queries.delays import outage_lines
from tuntas.domains.monitoring.wall.places import area_of
from tuntas.domains.offices import queries as office_queries
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk
from tuntas.platform.ui.numbers import page_number


@require_safe
@staff_only
def offices(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/offices/`: the offices that one answers for as a list, the worst first."""
    access.ensure_there(by)
    if len(by.offices) == 1:
        return redirect("monitoring:office", code=next(iter(by.offices)))
    at = clock.now()
    found = queries.offices_of(by, at, page=page_number(request.GET.get("page")))
    above = alarms.alarms_above(by.offices)
    return _page(
        request, "monitoring/offices.html", by, found=found, at=at, above=above, outages=outage_lines(by)
    )


@require_safe
@staff_only
def office(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/`: how this office stands. No names of applicants, so that a look at it shows nobody's data."""
    access.ensure_there(by, code)
    at = clock.now()
    shown = queries.office_page(code, by, at)
    may_step_in = case_access.can_reassign(by, code)
    rows = {"shown": shown, "may_step_in": may_step_in, "area": area_of(code), "key": uuid.uuid4()}
    rows |= {"alarms": alarms.alarms_at(code, at), "kept": alarms.kept_at(code, at), "acts": ACTS}
    rows["risk_now"] = risks_of_offices(at, code).get(code, (0, 0))
    return _page(request, "monitoring/office.html", by, **rows)


@require_safe
@staff_only
def looks(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/looks/`: who of the staff looked at what, of one person if asked."""
    access.ensure_there(by, code)
    person, page = _staff(request.GET.get("person", "")), page_number(request.GET.get("page"))
    found = queries.looks_page(code, clock.now(), person=person, page=page)
    names = office_queries.office_names([code])
    return _page(
        request, "monitoring/looks.html", by, found=found, code=code, name=names.get(code, ""), person=person
    )


@require_safe
@staff_only
def contest(request: HttpRequest, code: str, case_id: UUID, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/contests/<case>/`: what was asked for and why; opening it is a fact that the applicant sees."""
    access.ensure_there(by, code)
    at = clock.now()
    try:
        shown = cases.case_page(case_id, by, at)
    except Refused as own_family:
        page = _page(
            request, "monitoring/own_family.html", by, reason=str(own_family), code=code, case_id=case_id
        )
        page.status_code = 403
        return page
    if shown is None or shown.case.office_code != code or shown.returned is None:
        raise NotThere
    journal.record_sighting(shown.case.stream, by=by, at=at, office=code)
    may = case_access.can_decide_contest(by, shown.case, shown.open_return)
    officer = office_queries.staff_name(shown.open_return.by) if shown.open_return else ""
    return _page(
        request,
        "monitoring/contest.html",
        by,
        shown=shown,
        officer=officer,
        code=code,
        may=may,
        key=uuid.uuid4(),
    )


def _page(request: HttpRequest, template: str, by: Actor, **rows: object) -> HttpResponse:
    return render(request, template, {"bar": desk.bar(request, by, current="monitor"), **rows})


def _staff(text: str) -> str:
    """The id of somebody of the staff as it stands in the journal; empty for what is none."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
