"""Gives each committed fact its place in the tree, one sequencer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tuntas.platform.journal import publication, tree
from tuntas.platform.journal.models import Fact, Pending
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.notes import Checkpoint

BATCH = 4096
LOCK = 0x74756E74_6A6F7572  # "tuntjour": the session lock that makes a sequencer the only one

_TAKE = """
DELETE FROM journal_pending WHERE fact_id IN (
    SELECT p.fact_id FROM journal_pending p JOIN journal_fact f ON f.id = p.fact_id ORDER BY p.fact_id LIMIT %s
) RETURNING fact_id
"""


def turn(*, at: datetime, processes: int = 1) -> Checkpoint | None:
    """Place what waits and publish it; the new checkpoint, or None when nothing is new or another is at it.

    Cheap when nothing is new, so it may be called twice a second; a `JournalFault` says why nothing is signed.
    `processes` is for a command that has just filled a journal: it is read again before it is signed.
    """
    with alone() as is_alone:
        if not is_alone:
            return None
        sequence()
        return publication.publish(at=at, processes=processes)


def sequence() -> int:
    """Give every committed fact that waits its leaf; how many there were. One transaction per batch."""
    with alone() as is_alone:
        if not is_alone or not Pending.objects.exists():
            return 0
        # A restored backup must not put other facts where published ones stood.
        publication.refuse_other_tree()
        placed = 0
        while batch := _place_batch():
            placed += batch
        return placed


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this session is the only sequencer while the block runs; nests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        # A lost connection has lost the lock as well.
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


# Durable: a leaf that could still be rolled back must never be signed.
@transaction.atomic(durable=True)
def _place_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [BATCH])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return 0
    facts = list(Fact.objects.filter(pk__in=ids).order_by("pk"))
    tree.append([fact.pk for fact in facts], [commitment(fact) for fact in facts])
    with connection.cursor() as cursor:
        # Who follows the journal looks again after each batch; no fact is named here, sealed or not.
        cursor.execute("SELECT pg_notify('journal', '')")
    return len(facts)
