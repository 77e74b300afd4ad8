"""One case's life to be changed, and what stands in the figures: for the tests."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from tuntas.domains.figures import queries
from tuntas.domains.figures.models import WeekFigures
from tuntas.domains.figures.rules.figures import COUNTS, Figures
from tuntas.domains.figures.rules.places import Scope
from tuntas.domains.offices import demonstration

from .histories import BORDER, Life


def a_life(**changes):
    given = {
        "office": demonstration.OFFICE,
        "service": "akta-kelahiran",
        "sent_at": BORDER + timedelta(hours=9),
        "waited": 61,
        "at_counter": False,
        "taken_again": False,
        "checked": 300,
        "checked_late": False,
        "end": "kept",
        "lasted": 600,
    }
    return Life(**{**given, **changes})


def at_office(code=demonstration.OFFICE):
    """Counts and times of one office over everything."""
    found = Figures()
    for row in WeekFigures.objects.filter(scope=Scope.OFFICE, code=code):
        found.add(queries.figures_of(row))
    return found


def stored():
    """What stands, in the oracle's form."""
    found = {}
    for row in WeekFigures.objects.filter(scope=Scope.OFFICE):
        figures = queries.figures_of(row)
        year, week, _day = row.week.isocalendar()
        found[row.code, row.service_code, f"{year}-{week}"] = (
            Counter({name: figures.counts[name] for name in COUNTS if figures.counts[name]}),
            {name: sorted(minutes.elements()) for name, minutes in figures.times.items() if minutes},
        )
    return found
