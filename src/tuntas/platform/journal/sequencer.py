"""Gives each committed fact its place in the tree, one sequencer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tuntas.platform.journal import publication, tree
from tuntas.platform.journal.leaf_rows import take_waiting
from tuntas.platform.journal.models import Pending
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.notes import Checkpoint
from tuntas.platform.prepared import Prepared, run

BATCH = 4096
LOCK = 0x74756E74_6A6F7572  # "tuntjour": the session lock that makes a sequencer the only one
_ANY_WAITS = Prepared(lambda: Pending.objects.values_list("pk", flat=True)[:1])


def turn(*, at: datetime, processes: int = 1) -> Checkpoint | None:
    """Place what waits and publish it; the new checkpoint, or None when nothing is new or another is at it.

    Cheap when nothing is new, so it may be called twice a second; a `JournalFault` says why nothing is signed.
    `processes` is for a command that has just filled a journal: it is read again before it is signed.
    """
    if not _ANY_WAITS() and publication.is_published():
        return None
    with alone() as is_alone:
        if not is_alone:
            return None
        _place_all()
        return publication.publish(at=at, processes=processes)


def sequence() -> int:
    """Give every committed fact that waits its leaf; how many there were. One transaction per batch."""
    with alone() as is_alone:
        return _place_all() if is_alone else 0


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this session is the only sequencer while the block runs; nests."""
    with run("SELECT pg_try_advisory_lock(%s)", [LOCK]) as cursor:
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        # A lost connection has lost the lock as well.
        if held and connection.is_usable():
            run("SELECT pg_advisory_unlock(%s)", [LOCK])


def _place_all() -> int:
    # A restored backup must not put other facts where published ones stood.
    publication.refuse_other_tree()
    placed = batch = _place_batch()
    while batch == BATCH:
        batch = _place_batch()
        placed += batch
    return placed


# Durable: a leaf that could still be rolled back must never be signed.
@transaction.atomic(durable=True)
def _place_batch() -> int:
    facts = take_waiting(BATCH)
    tree.append([fact.id for fact in facts], [commitment(fact) for fact in facts])
    return len(facts)
