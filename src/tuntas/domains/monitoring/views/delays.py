"""Delays and their causes, for who answers for offices: what lasts now, and a report over chosen days."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.domains.monitoring import access
from tuntas.domains.monitoring.queries import delays as query
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.promises.queries import cause_name, short_cause_name
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.tables import as_csv
from tuntas.platform.ui import desk

COLUMNS = ("by", "code", "name", "minutes", "reports", "cases")


@never_cache
@require_safe
@staff_only
def delays(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/delays/?from=…&to=…`: outages now, and delays by cause, office, hour and service."""
    access.ensure_there(by)
    at = clock.now()
    first, last = _period(request)
    page = {"bar": desk.bar(request, by, current="monitor"), "shown": query.delays_page(by, first, last, at)}
    return render(request, "monitoring/delays.html", page)


@never_cache
@require_safe
@staff_only
def file(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/delays.csv?from=…&to=…`: the report as a file."""
    access.ensure_there(by)
    first, last = _period(request)
    written = as_csv(COLUMNS, query.delay_rows(by, first, last, clock.now()))
    answer = HttpResponse(written, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="delays-{first:%Y%m%d}-{last:%Y%m%d}.csv"'
    return answer


@never_cache
@require_safe
@staff_only
def outage(request: HttpRequest, cause: str, *, by: Actor) -> HttpResponse:
    """`/monitor/delays/<cause>/`: the offices that one cause holds up now."""
    access.ensure_there(by)
    if cause not in list(Cause):
        raise Http404
    page = {
        "bar": desk.bar(request, by, current="monitor"),
        "at": clock.now(),
        "name": short_cause_name(cause),
        "about": cause_name(cause),
        "offices": query.offices_with(by, cause),
    }
    return render(request, "monitoring/outage.html", page)


def _period(request: HttpRequest) -> tuple[date, date]:
    today = offices.office_day(clock.now())
    return query.period(request.GET.get("from", ""), request.GET.get("to", ""), today)
