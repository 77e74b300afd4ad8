"""Every committed fact gets one leaf, whatever the order in which transactions end."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import anchor, names, sequencer, tree
from tuntas.platform.journal.models import Fact, Leaf, Pending, SignedCheckpoint, Tile
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.commitment import commitment

TRIED = names.fact("trial.tried", "Tried")


def now():
    return datetime.now(UTC)


def record(stream="trial:1", **changes):
    with transaction.atomic():
        return journal.record(stream, TRIED, by=SYSTEM, at=now(), **changes)


def test_gives_each_fact_its_leaf(own_db):
    facts = [record() for _ in range(5)]

    placed = sequencer.sequence()

    assert placed == 5
    assert list(Leaf.objects.order_by("index").values_list("index", "fact_id")) == [
        (index, fact.pk) for index, fact in enumerate(facts)
    ]
    assert not Pending.objects.exists()


def test_publishes_the_root_of_the_facts(own_db):
    for _ in range(7):
        record()

    checkpoint = sequencer.turn(at=now())

    leaves = [merkle.leaf_hash(commitment(fact)) for fact in Fact.objects.order_by("pk")]
    assert (checkpoint.size, checkpoint.root) == (7, merkle.root_of(leaves))
    assert anchor.read() == checkpoint
    assert SignedCheckpoint.objects.get().note == checkpoint.note


def test_publishes_nothing_when_nothing_is_new(own_db):
    record()
    sequencer.turn(at=now())

    assert sequencer.turn(at=now()) is None


def test_fills_tiles(own_db):
    for part in range(6):
        with transaction.atomic():
            for _ in range(100):
                journal.record(f"trial:{part}", TRIED, by=SYSTEM, at=now())
        sequencer.turn(at=now())

    assert list(Tile.objects.order_by("level", "index").values_list("level", "index")) == [(0, 0), (0, 1)]
    assert tree.root(600) == merkle.root_of(
        [merkle.leaf_hash(commitment(f)) for f in Fact.objects.order_by("pk")]
    )


def test_a_transaction_held_open_loses_nothing(own_db):
    held, release, errors = threading.Event(), threading.Event(), []

    def hold() -> None:
        try:
            with transaction.atomic():
                journal.record("trial:held", TRIED, by=SYSTEM, at=now())
                held.set()
                release.wait(120)
        except Exception as fault:
            errors.append(fault)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(120)
    later = [record(f"trial:{n}") for n in range(3)]
    first = sequencer.turn(at=now())
    release.set()
    holder.join(120)
    second = sequencer.turn(at=now())

    late = Fact.objects.get(stream="trial:held")
    assert not errors
    assert late.pk < min(fact.pk for fact in later)
    assert (first.size, second.size) == (3, 4)
    assert list(Leaf.objects.order_by("index").values_list("fact_id", flat=True)) == [f.pk for f in later] + [
        late.pk
    ]


def test_only_one_sequencer_works(own_db):
    record()
    results = []

    def try_too() -> None:
        results.append(sequencer.sequence())
        connection.close()

    with sequencer.alone():
        other = threading.Thread(target=try_too)
        other.start()
        other.join(120)

    assert results == [0]
    assert sequencer.sequence() == 1


def test_never_signs_what_could_be_rolled_back(own_db):
    with transaction.atomic():
        journal.record("trial:1", TRIED, by=SYSTEM, at=now())

        with pytest.raises(RuntimeError, match="durable"):
            sequencer.sequence()


def test_nobody_is_notified(own_db, superuser):
    # A commit that notifies waits for every other one that does: who follows the journal asks.
    superuser.execute("LISTEN journal")
    for _ in range(3):
        record()

    sequencer.sequence()

    assert list(superuser.notifies(timeout=0.2)) == []
