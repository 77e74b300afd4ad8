"""Counting the journal's facts into the figures: on from the last one, or all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import within
from tuntas.platform.journal.leaf_rows import LeafRow, leaf_rows
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.queries import latest_checkpoint

from . import queries
from .counting import COUNTED, TOLD_BEFORE, counted
from .models import Position, WeekFigures
from .rules.figures import COUNTS, TIMES, Figures, week_of
from .rules.places import Cell, places_of

BATCH = 4096


class LeafMissing(Exception):
    """The journal lacks a leaf that was published; `./tuntas journal verify` says more."""


class Rebuilt(NamedTuple):
    """How many leaves were counted anew, and how many rows came out otherwise than they stood."""

    leaves: int
    changed: int


def roll_up(at: datetime, *, batch: int = BATCH) -> int:
    """Count what was published since, all or nothing for each batch; how many leaves were read.

    Only what a checkpoint signs is counted. Nothing is done while another counts.
    """
    calendar_of = cache(offices.calendar)
    read = 0
    while here := _count_batch(at, batch, calendar_of):
        read += here
    return read


@transaction.atomic
def rebuild(at: datetime, *, batch: int = BATCH) -> Rebuilt:
    """Count all facts anew; readers see the old figures until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0")
    position = Position.objects.select_for_update().get()
    calendar_of = cache(offices.calendar)
    before, target = queries.contents(), position.leaves
    WeekFigures.objects.all().delete()
    position.leaves = 0
    while position.leaves < target:
        _count(position, min(position.leaves + batch, target), at, calendar_of)
    after = queries.contents()
    return Rebuilt(target, len(before.items() ^ after.items()))


def _count_batch(at: datetime, batch: int, calendar_of: queries.CalendarOf) -> int:
    checkpoint = latest_checkpoint()
    # Asked without a lock first: most times nothing is new, and a lock is written to the disk.
    if checkpoint is None or not Position.objects.filter(leaves__lt=checkpoint.size).exists():
        return 0
    with transaction.atomic():
        position = Position.objects.select_for_update(skip_locked=True).first()
        if position is None or checkpoint.size <= position.leaves:
            return 0
        begun = position.leaves
        _count(position, min(begun + batch, checkpoint.size), at, calendar_of)
        return position.leaves - begun


def _count(position: Position, end: int, at: datetime, calendar_of: queries.CalendarOf) -> None:
    """Add the leaves up to `end` and move the position, in the caller's transaction: both or neither."""
    rows = leaf_rows(position.leaves, end)
    if [row.place for row in rows] != list(range(position.leaves, end)) or any(row.id is None for row in rows):
        raise LeafMissing(f"Of the leaves {position.leaves} to {end} not all are there.")
    _write(_added(rows, calendar_of))
    position.leaves, position.counted_at = end, at
    position.save()


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
            setattr(row, name, _merged(getattr(row, name), figures.times[name]))
    WeekFigures.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["scope", "code", "week", "service_code"],
        update_fields=[*COUNTS, *TIMES],
        batch_size=1000,
    )


def _merged(kept: Mapping[str, int], more: Mapping[int, int]) -> dict[str, int]:
    sums = dict(kept)
    for minute, number in more.items():
        sums[str(minute)] = sums.get(str(minute), 0) + number
    return sums
