"""The offices whose days one plans, one office's day, and the same as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tuntas.domains.offices import queries as office_queries
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries.reach import offices_of
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui import desk

from . import access, charts, files, forms, queries, tables
from .queries import OfficePast, Planned

ROWS = 50


@require_safe
@staff_only
def offices(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/plan/`: the offices that one answers for; who answers for one is there at once."""
    access.ensure_there(by)
    if len(by.offices) == 1:
        return redirect("planning:office", code=next(iter(by.offices)))
    text = request.GET.get("text", "").strip()[:80]
    found = [row for row in offices_of(by) if text.lower() in row[1].lower()]
    rest = max(0, len(found) - ROWS)
    return _page(request, "planning/offices.html", by, found=found[:ROWS], rest=rest, text=text)


@require_safe
@staff_only
def office(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/plan/<code>/`: what is expected on a day, what it takes, and what if."""
    past = _past(code, by)
    if not past.is_enough or not past.days:
        return _page(request, "planning/too_little.html", by, past=past)
    shown = _planned(request, past)
    rows = tables.half_hours(shown.shown)
    return _page(
        request,
        "planning/office.html",
        by,
        past=past,
        shown=shown,
        rows=rows,
        fields=forms.fields(shown.asked.kinds),
        ways=tables.ways(shown),
        ask=tables.change_words(shown.asked.change),
        turns=tables.turns(shown.shown),
        arrivals=charts.arrivals(rows),
        counters=charts.counters(rows),
        roster=charts.roster(shown.shown, rows),
        has_kinds=len(shown.shown.kinds) > 1,
    )


@require_safe
@staff_only
def file(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/plan/<code>/plan.csv`: the plan that the page with the same question shows."""
    past = _past(code, by)
    if not past.is_enough or not past.days:
        raise NotThere
    shown = _planned(request, past)
    answer = HttpResponse(files.as_csv_file(shown), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="tuntas-{code}-{shown.asked.day}.csv"'
    return answer


def _past(code: str, by: Actor) -> OfficePast:
    access.ensure_there(by, code)
    past = queries.office_past(code, office_queries.office_day(clock.now()))
    if past is None:
        raise NotThere
    return past


def _planned(request: HttpRequest, past: OfficePast) -> Planned:
    has = queries.means(past.code, past.today)
    return queries.planned(past, has, forms.asked(request.GET, [day.on for day in past.days], has.kinds))


def _page(request: HttpRequest, template: str, by: Actor, **rows: object) -> HttpResponse:
    return render(request, template, {"bar": desk.bar(request, by, current="plan"), **rows})
