"""Counting the journal's facts into the waiting figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow, leaf_rows
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.queries import latest_checkpoint

from ..actions import BATCH, LeafMissing, Rebuilt
from ..models import WaitingFigures, WaitingPosition
from ..rules.figures import week_of
from ..rules.places import Scope, places_of
from ..rules.waiting import COUNTS, TIMES, Facet, Waited
from . import queries
from .counting import COUNTED, TOLD_BEFORE, counted
from .queries import Cell


def roll_up(at: datetime, *, batch: int = BATCH) -> int:
    """Count what was published since, all or nothing for each batch; how many leaves were read."""
    read = 0
    while here := _count_batch(at, batch):
        read += here
    return read


@transaction.atomic
def rebuild(at: datetime, *, batch: int = BATCH) -> Rebuilt:
    """Count all facts anew; readers see the old figures until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0")
    position = WaitingPosition.objects.select_for_update().get()
    before, target = queries.contents(), position.leaves
    WaitingFigures.objects.all().delete()
    position.leaves = 0
    while position.leaves < target:
        _count(position, min(position.leaves + batch, target), at)
    return Rebuilt(target, len(before.items() ^ queries.contents().items()))


def _count_batch(at: datetime, batch: int) -> int:
    checkpoint = latest_checkpoint()
    if checkpoint is None or not WaitingPosition.objects.filter(leaves__lt=checkpoint.size).exists():
        return 0
    with transaction.atomic():
        position = WaitingPosition.objects.select_for_update(skip_locked=True).first()
        if position is None or checkpoint.size <= position.leaves:
            return 0
        begun = position.leaves
        _count(position, min(begun + batch, checkpoint.size), at)
        return position.leaves - begun


def _count(position: WaitingPosition, end: int, at: datetime) -> None:
    """Add the leaves up to `end` and move the position, in the caller's transaction: both or neither."""
    rows = leaf_rows(position.leaves, end)
    if len(rows) != end - position.leaves or any(row.id is None for row in rows):
        raise LeafMissing(f"Of the leaves {position.leaves} to {end} not all are there.")
    _write(_added(rows))
    position.leaves, position.counted_at = end, at
    position.save()


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
                if facet is not Facet.GROUP or place.scope is Scope.OFFICE:
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
            setattr(row, name, _merged(getattr(row, name), figures.times[name]))
    WaitingFigures.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["scope", "code", "week", "facet", "value"],
        update_fields=[*COUNTS, *TIMES],
        batch_size=1000,
    )


def _merged(kept: Mapping[str, int], more: Mapping[int, int]) -> dict[str, int]:
    sums = dict(kept)
    for minute, number in more.items():
        sums[str(minute)] = sums.get(str(minute), 0) + number
    return sums
