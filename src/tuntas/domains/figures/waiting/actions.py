"""Counting the journal's facts into the waiting figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow

from .. import along
from ..along import BATCH, Rebuilt
from ..models import WaitingPosition
from ..rules.figures import week_of
from ..rules.places import Scope, places_of
from ..rules.waiting import Facet, Waited
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
    return along.rebuild(WaitingPosition, _add, at, batch=batch, rows=queries.ROWS)


def _add(rows: list[LeafRow]) -> None:
    running = queries.newest_week()
    cells = _added(rows)
    queries.ROWS.add(cells)
    now_running = queries.newest_week()
    # What is told late changes a week that is over, whose ranks are then told anew.
    touched = {cell.week for cell in cells if cell.facet is Facet.HELD} | {running}
    over = [week for week in touched if week and now_running and week < now_running]
    queries.ROWS.add(ranks.settled(over))


def _added(rows: list[LeafRow]) -> dict[Cell, Waited]:
    """What these facts add, cell by cell."""
    facts = along.with_earlier(rows, COUNTED, TOLD_BEFORE)
    regions = within.office_regions({fact.office for fact, _before in facts if fact.office})
    zone = ZoneInfo(settings.TIME_ZONE)
    cells: dict[Cell, Waited] = defaultdict(Waited)
    for fact, before in facts:
        one = counted(fact, before)
        if one is None:
            continue
        week = week_of(one.came.at, zone)
        for facet, value in one.came.facets(zone):
            for place in places_of(one.came.office, regions.get(one.came.office)):
                if facet not in _OF_AN_OFFICE or place.scope is Scope.OFFICE:
                    cells[Cell(place, week, facet, value)].add(one.figures)
    return cells
