"""Counting the journal's facts into the figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow
from tuntas.platform.journal.models import Fact

from . import along, queries
from .along import BATCH, Rebuilt, merged
from .counting import COUNTED, TOLD_BEFORE, counted
from .models import Position, WeekFigures
from .rules.figures import COUNTS, TIMES, Figures, week_of
from .rules.places import Cell, places_of


def roll_up(at: datetime, *, batch: int = BATCH) -> int:
    """Count what was published since; how many leaves were read."""
    return along.roll_up(Position, _add(), at, batch=batch)


def rebuild(at: datetime, *, batch: int = BATCH) -> Rebuilt:
    """Count all facts anew; readers see the old figures until it is done."""
    clear = WeekFigures.objects.all().delete
    return along.rebuild(Position, _add(), at, batch=batch, contents=queries.contents, clear=clear)


def _add() -> along.Add:
    calendar_of = cache(offices.calendar)
    return lambda rows: _write(_added(rows, calendar_of))


def _added(rows: list[LeafRow], calendar_of: queries.CalendarOf) -> dict[Cell, Figures]:
    """What these facts add, cell by cell. Sealed facts have no name of ours, no office, and count nowhere."""
    facts = [row for row in rows if row.name in COUNTED and row.sealed_for is None]
    before = _told_before({fact.stream for fact in facts})
    regions = within.office_regions({fact.office for fact in facts if fact.office})
    zone = ZoneInfo(settings.TIME_ZONE)
    cells: dict[Cell, Figures] = defaultdict(Figures)
    for fact in facts:
        one = counted(fact, before[fact.stream], calendar_of)
        if one is None:
            continue
        for place in places_of(one.office, regions.get(one.office)):
            cells[Cell(place, one.service, week_of(one.at, zone))].add(one.figures)
    return cells


def _told_before(streams: Iterable[str]) -> Mapping[str, list[Fact]]:
    told: dict[str, list[Fact]] = defaultdict(list)
    facts = Fact.objects.filter(stream__in=list(streams), name__in=TOLD_BEFORE, sealed_for=None)
    for fact in facts.only("stream", "seq", "name", "at", "office", "content").order_by("stream", "seq"):
        told[fact.stream].append(fact)
    return told


def _write(cells: Mapping[Cell, Figures]) -> None:
    """Add to the rows that are there and make those that are not. Only who holds the position writes here."""
    rows = queries.rows_of(cells)
    for cell, figures in cells.items():
        row = rows.setdefault(
            cell,
            WeekFigures(
                scope=cell.place.scope, code=cell.place.code, service_code=cell.service, week=cell.week
            ),
        )
        for name in COUNTS:
            setattr(row, name, getattr(row, name) + figures.counts[name])
        for name in TIMES:
            setattr(row, name, merged(getattr(row, name), figures.times[name]))
    WeekFigures.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["scope", "code", "week", "service_code"],
        update_fields=[*COUNTS, *TIMES],
        batch_size=1000,
    )
