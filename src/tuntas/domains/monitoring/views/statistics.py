"""How long people waited, were served and whether promises held at one office: for who answers for it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tuntas.domains.figures.rules.places import Place, Scope
from tuntas.domains.figures.waiting import asking
from tuntas.domains.figures.waiting import page as pages
from tuntas.domains.figures.waiting.words import Named
from tuntas.domains.monitoring import access
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui import desk


@require_safe
@staff_only
def statistics(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/statistics/`: nobody is named, so a look at it shows nobody's data."""
    page = _page(request, code, by)
    rows = {
        "bar": desk.bar(request, by, current="monitor"),
        "code": code,
        "name": page.here.name,
        "files": page.files(partial(_file, code)),
    }
    return render(request, "monitoring/statistics.html", page.context() | rows)


@require_safe
@staff_only
def as_file(request: HttpRequest, code: str, kind: str, *, by: Actor) -> HttpResponse:
    return _page(request, code, by).file(kind)


def _page(request: HttpRequest, code: str, by: Actor) -> pages.Page:
    access.ensure_there(by, code)
    office = offices.find_office(code)
    if office is None:
        raise NotThere
    asked = asking.asked(request.GET, offices.office_day(clock.now()))
    return pages.Page(Named(Place(Scope.OFFICE, code), office.name), (), asked, with_inner=True)


def _file(code: str, kind: str) -> str:
    return reverse(f"monitoring:statistics_{kind}", kwargs={"code": code, "kind": kind})
