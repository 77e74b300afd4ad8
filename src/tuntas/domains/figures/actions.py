"""Counting the journal's facts into the figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow

from . import along, queries
from .along import BATCH, Rebuilt
from .counting import COUNTED, TOLD_BEFORE, counted
from .models import Position
from .rules.figures import Figures, week_of
from .rules.places import Cell, places_of


def roll_up(at: datetime, *, batch: int = BATCH) -> int:
    """Count what was published since; how many leaves were read."""
    return along.roll_up(Position, _add(), at, batch=batch)


def rebuild(at: datetime, *, batch: int = BATCH) -> Rebuilt:
    """Count all facts anew; readers see the old figures until it is done."""
    return along.rebuild(Position, _add(), at, batch=batch, rows=queries.ROWS)


def _add() -> along.Add:
    calendar_of = cache(offices.calendar)
    return lambda rows: queries.ROWS.add(_added(rows, calendar_of))


def _added(rows: list[LeafRow], calendar_of: queries.CalendarOf) -> dict[Cell, Figures]:
    """What these facts add, cell by cell."""
    facts = along.with_earlier(rows, COUNTED, TOLD_BEFORE)
    regions = within.office_regions({fact.office for fact, _before in facts if fact.office})
    zone = ZoneInfo(settings.TIME_ZONE)
    cells: dict[Cell, Figures] = defaultdict(Figures)
    for fact, before in facts:
        one = counted(fact, before, calendar_of)
        if one is None:
            continue
        for place in places_of(one.office, regions.get(one.office)):
            cells[Cell(place, one.service, week_of(one.at, zone))].add(one.figures)
    return cells
