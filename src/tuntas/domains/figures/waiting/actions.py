"""Counting the journal's facts into the waiting figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow
from tuntas.platform.journal.models import Fact

from .. import along
from ..along import BATCH, Rebuilt, merged
from ..models import WaitingFigures, WaitingPosition
from ..rules.figures import week_of
from ..rules.places import Scope, places_of
from ..rules.waiting import COUNTS, TIMES, Facet, Waited
from . import queries, ranks
from .counting import COUNTED, TOLD_BEFORE, counted
from .queries import Cell

# Told of an office alone: a letter means something else elsewhere, and ranks are told when their week is over.
_OF_AN_OFFICE = frozenset({Facet.GROUP, Facet.HELD})


def roll_up(at: datetime, *, batch: int = BATCH) -> int:
    """Count what was published since; how many leaves were read."""
    return along.roll_up(WaitingPosition, _add, at, batch=batch)


def rebuild(at: datetime, *, batch: int = BATCH) -> Rebuilt:
    """Count all facts anew; readers see the old figures until it is done."""
    clear = WaitingFigures.objects.all().delete
    return along.rebuild(WaitingPosition, _add, at, batch=batch, contents=queries.contents, clear=clear)


def _add(rows: list[LeafRow]) -> None:
    running = queries.newest_week()
    cells = _added(rows)
    _write(cells)
    now_running = queries.newest_week()
    # What is told late changes a week that is over, whose ranks are then told anew.
    touched = {cell.week for cell in cells if cell.facet is Facet.HELD} | {running}
    _write(ranks.settled(week for week in touched if week and now_running and week < now_running))


def _added(rows: list[LeafRow]) -> dict[Cell, Waited]:
    """What these facts add, cell by cell."""
    facts = [row for row in rows if row.name in COUNTED and row.sealed_for is None]
    before = _told_before({fact.stream for fact in facts})
    regions = within.office_regions({fact.office for fact in facts if fact.office})
    zone = ZoneInfo(settings.TIME_ZONE)
    cells: dict[Cell, Waited] = defaultdict(Waited)
    for fact in facts:
        one = counted(fact, before[fact.stream])
        if one is None:
            continue
        week = week_of(one.came.at, zone)
        for facet, value in one.came.facets(zone):
            for place in places_of(one.came.office, regions.get(one.came.office)):
                if facet not in _OF_AN_OFFICE or place.scope is Scope.OFFICE:
                    cells[Cell(place, week, facet, value)].add(one.figures)
    return cells


@dataclass(slots=True)
class _Told:
    """An earlier fact, without the cost of a model."""

    stream: str
    seq: int
    name: str
    office: str | None
    at: datetime
    content: Any


def _told_before(streams: Iterable[str]) -> Mapping[str, list[_Told]]:
    told: dict[str, list[_Told]] = defaultdict(list)
    facts = Fact.objects.filter(stream__in=list(streams), name__in=TOLD_BEFORE, sealed_for=None)
    for row in facts.order_by("stream", "seq").values_list("stream", "seq", "name", "office", "at", "content"):
        told[row[0]].append(_Told(*row))
    return told


def _write(cells: Mapping[Cell, Waited]) -> None:
    """Add to the rows that are there and make those that are not. Only who holds the position writes here."""
    rows = queries.rows_of(cells)
    for cell, figures in cells.items():
        row = rows.setdefault(
            cell,
            WaitingFigures(
                scope=cell.place.scope,
                code=cell.place.code,
                week=cell.week,
                facet=cell.facet,
                value=cell.value,
            ),
        )
        for name in COUNTS:
            setattr(row, name, getattr(row, name) + figures.counts[name])
        for name in TIMES:
            setattr(row, name, merged(getattr(row, name), figures.times[name]))
    WaitingFigures.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["scope", "code", "week", "facet", "value"],
        update_fields=[*COUNTS, *TIMES],
        batch_size=1000,
    )
