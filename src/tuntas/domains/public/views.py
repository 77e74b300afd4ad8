"""Pages that anyone can open and that show no person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuntas.platform import clock
from tuntas.platform.journal import queries as journal

from . import queries


@require_safe
def scoreboard(request: HttpRequest) -> HttpResponse:
    """`/open`: all offices at a glance, and the journal's latest checkpoint."""
    rows = queries.scoreboard(clock.now())
    city = queries.city_tally(rows)
    page = {
        "offices": rows,
        "city": city,
        "city_percent": queries.percent(city),
        "checkpoint": journal.latest_checkpoint(),
        "days": queries.DAYS,
    }
    return render(request, "public/scoreboard.html", page)


@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """`/open/<office>`: one office's promises and index."""
    score = queries.office_score(code, clock.now())
    if score is None:
        raise Http404(_("There is no such office."))
    return render(request, "public/office.html", {"score": score, "days": queries.DAYS})
