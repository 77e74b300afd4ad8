"""The wall: the city at a glance, its figures for screens that follow, and who may follow them."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters.queries.alarms import alarms_above
from tuntas.domains.monitoring import access
from tuntas.domains.monitoring.queries import wall as query
from tuntas.domains.monitoring.queries.wall_states import states_now, states_then
from tuntas.domains.monitoring.wall.rules import LIMITS, Measure
from tuntas.domains.monitoring.wall.words import measures, units
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.rules import JAKARTA
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.demonstration import notice
from tuntas.platform.ui import desk
from tuntas.platform.ui.templatetags.tuntas import moment

DAYS_BACK = 30


@never_cache
@require_safe
@staff_only
def wall(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/`: every office that one answers for, as tiles; of a moment that is over if one is named.

    Who answers for one office is there at once.
    """
    access.ensure_there(by)
    if len(by.offices) == 1 and not request.GET:
        return redirect("monitoring:office", code=next(iter(by.offices)))
    at = clock.now()
    asked = _asked(request, at)
    shown = query.wall(by, at, asked)
    nothing_kept = shown is None and asked.then is not None
    if nothing_kept:
        shown = query.wall(by, at, query.Asked(asked.measure, asked.area, asked.service, asked.name))
    if shown is None:
        raise NotThere
    today = offices.office_day(at)
    rows = {
        "shown": shown,
        "asked": asked,
        "nothing_kept": nothing_kept,
        "above": alarms_above(by.offices) if len(by.offices) > 1 and not asked.then else None,
        "measures": measures(),
        "services": [(one.code, one.name) for one in catalogue.services(today)],
        "limits_text": json.dumps({measure.value: limits for measure, limits in LIMITS.items()}),
        "units_text": json.dumps(units()),
        "today": today,
        "first_day": today - timedelta(days=DAYS_BACK),
        "slider_at": (asked.then or at).astimezone(JAKARTA),
    }
    return render(request, "monitoring/wall.html", {"bar": desk.bar(request, by, current="monitor"), **rows})


@never_cache
@require_safe
@staff_only
def state(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/wall/state/`: the five counts of each office, now or at a moment, of all services or of one."""
    access.ensure_there(by)
    at = clock.now()
    asked = _asked(request, at)
    kept = states_then(by.offices, asked.then, service=asked.service) if asked.then else None
    if asked.then and kept is None:
        return JsonResponse({"notice": notice() or None, "at": None, "offices": {}})
    states = kept.states if kept else states_now(by.offices, at, service=asked.service)
    figures = {code: one.figures for code, one in states.items()}
    of = kept.at if kept else at
    told = {"at": of.isoformat(), "moment": moment(of), "offices": figures}
    return JsonResponse({"notice": notice() or None, **told})


@never_cache
@require_safe
@staff_only
def may(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/monitor/wall/may/`: the live process asks whether somebody may follow; the head says which offices."""
    access.ensure_there(by)
    return HttpResponse(status=204, headers={"x-tuntas-offices": ",".join(sorted(by.offices))})


def _asked(request: HttpRequest, at: datetime) -> query.Asked:
    given = request.GET
    measure = given.get("measure", "")
    known = {one.code for one in catalogue.services(offices.office_day(at))}
    return query.Asked(
        measure=Measure(measure) if measure in set(Measure) else Measure.NOW,
        area=given.get("area", "")[:20],
        service=given.get("service", "") if given.get("service", "") in known else "",
        name=given.get("name", "").strip()[:80],
        then=_moment(given.get("day", ""), given.get("hour", ""), at),
    )


def _moment(day: str, hour: str, at: datetime) -> datetime | None:
    """The moment that was asked for; none for now, for what lies ahead, and for what is no moment."""
    try:
        asked = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), JAKARTA)
        return asked if at - timedelta(days=DAYS_BACK + 1) <= asked < at else None
    except (ValueError, OverflowError):
        return None
