"""Counting along the journal: some published leaves at a time, all or nothing, and one who counts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from tuntas.platform.journal.leaf_rows import LeafRow, leaf_rows
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.queries import latest_checkpoint

from .models import Along
from .rows import Rows

BATCH = 4096

Add = Callable[[list[LeafRow]], object]


class LeafMissing(Exception):
    """The journal lacks a leaf that was published; `./tuntas journal verify` says more."""


class Rebuilt(NamedTuple):
    """How many leaves were counted anew, and how many rows came out otherwise than they stood."""

    leaves: int
    changed: int


def roll_up(positions: type[Along], add: Add, at: datetime, *, batch: int) -> int:
    """Add what was published since, all or nothing for each batch; how many leaves were read.

    Only what a checkpoint signs is counted. Nothing is done while another counts.
    """
    read = 0
    while here := _add_batch(positions, add, at, batch):
        read += here
    return read


@transaction.atomic
def rebuild(
    positions: type[Along],
    add: Add,
    at: datetime,
    *,
    batch: int,
    rows: Rows,
) -> Rebuilt:
    """Add all anew; readers see the old figures until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0")
    position = positions._default_manager.select_for_update().get()
    before, target = rows.contents(), position.leaves
    rows.model.objects.all().delete()
    position.leaves = 0
    while position.leaves < target:
        _add_up_to(position, min(position.leaves + batch, target), add, at)
    return Rebuilt(target, len(before.items() ^ rows.contents().items()))


def _add_batch(positions: type[Along], add: Add, at: datetime, batch: int) -> int:
    checkpoint = latest_checkpoint()
    rows = positions._default_manager
    # Asked without a lock first: most times nothing is new, and a lock is written to the disk.
    if checkpoint is None or not rows.filter(leaves__lt=checkpoint.size).exists():
        return 0
    with transaction.atomic():
        position = rows.select_for_update(skip_locked=True).first()
        if position is None or checkpoint.size <= position.leaves:
            return 0
        begun = position.leaves
        _add_up_to(position, min(begun + batch, checkpoint.size), add, at)
        return int(position.leaves - begun)


def _add_up_to(position: Along, end: int, add: Add, at: datetime) -> None:
    """Add the leaves up to `end` and move the position, in the caller's transaction: both or neither."""
    rows = leaf_rows(position.leaves, end)
    if [row.place for row in rows] != list(range(position.leaves, end)) or any(row.id is None for row in rows):
        raise LeafMissing(f"Of the leaves {position.leaves} to {end} not all are there.")
    add(rows)
    position.leaves, position.counted_at = end, at
    position.save()


@dataclass(slots=True)
class Earlier:
    """An earlier fact, without the cost of a model."""

    stream: str
    seq: int
    name: str
    office: str | None
    at: datetime
    content: Any


def with_earlier(
    rows: list[LeafRow], counted: Collection[str], told_before: Collection[str]
) -> list[tuple[LeafRow, Sequence[Earlier]]]:
    """The facts that count, each with what was told of the same before. Sealed facts have no name of ours."""
    facts = [row for row in rows if row.name in counted and row.sealed_for is None]
    earlier: dict[str, list[Earlier]] = defaultdict(list)
    found = Fact.objects.filter(
        stream__in={fact.stream for fact in facts}, name__in=told_before, sealed_for=None
    )
    for row in found.order_by("stream", "seq").values_list("stream", "seq", "name", "office", "at", "content"):
        earlier[row[0]].append(Earlier(*row))
    return [(fact, earlier[fact.stream]) for fact in facts]
