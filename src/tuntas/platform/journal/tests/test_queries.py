"""What pages, feeds and outsiders read of the journal."""

from datetime import UTC, datetime

import pytest

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import names, queries, sequencer, signing
from tuntas.platform.journal.rules.commitment import commitment_of
from tuntas.platform.journal.rules.merkle import ProofFault, check_inclusion, leaf_hash
from tuntas.platform.journal.rules.notes import open_checkpoint

TRIED = names.fact("trial.tried", "Tried")


def record(stream="trial:1", **changes):
    return journal.record(stream, TRIED, by=SYSTEM, at=datetime.now(UTC), **changes)


def publish():
    return sequencer.turn(at=datetime.now(UTC))


def test_history_is_in_order_and_in_words(db):
    record(content={"n": 1})
    record(content={"n": 2})
    record("trial:2")

    rows = queries.history("trial:1")

    assert [(row.seq, row.text, row.content) for row in rows] == [
        (1, "Tried", {"n": 1}),
        (2, "Tried", {"n": 2}),
    ]


def test_history_keeps_the_latest_when_it_is_long(db):
    record()
    journal.record_each(
        "trial:1", TRIED, [{"n": n} for n in range(queries.MOST)], by=SYSTEM, at=datetime.now(UTC), office=None
    )

    history = queries.history("trial:1")

    assert [row.seq for row in history] == list(range(2, queries.MOST + 2))


def test_sealed_facts_are_in_no_history_and_no_feed(db):
    record(sealed_for="inspector", content={"office": "99.01"})
    shown = record()
    publish()

    assert [row.fact_id for row in queries.history("trial:1")] == [shown.pk]
    assert [row.fact_id for row in queries.feed(-1)] == [shown.pk]


def test_feed_goes_on_where_it_stopped(db):
    facts = [record() for _ in range(5)]
    publish()

    first = queries.feed(-1, limit=3)
    rest = queries.feed(first[-1].index)

    assert [row.fact_id for row in first + rest] == [fact.pk for fact in facts]


def test_an_opened_fact_proves_itself(db):
    fact = [record(content={"n": n}) for n in range(9)][4]
    publish()

    opened = queries.opened(fact)

    entry = leaf_hash(commitment_of(opened.fact, opened.salt))
    checkpoint = open_checkpoint(opened.checkpoint.note, signing.verifier())
    check_inclusion(entry, opened.index, checkpoint.size, opened.proof, checkpoint.root)
    with pytest.raises(ProofFault):
        check_inclusion(
            leaf_hash(commitment_of({**opened.fact, "office": "99.02"}, opened.salt)),
            opened.index,
            checkpoint.size,
            opened.proof,
            checkpoint.root,
        )


def test_a_fact_is_not_opened_before_it_is_published(db):
    fact = record()

    assert queries.opened(fact) is None


def test_the_latest_checkpoint_is_the_printed_one(db):
    assert queries.latest_checkpoint() is None

    record()
    published = publish()

    assert queries.latest_checkpoint() == published
