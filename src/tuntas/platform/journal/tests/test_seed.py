"""A journal filled at once is as whole as one that grew, and goes on growing."""

import time
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from tuntas.platform.journal import publication, sequencer
from tuntas.platform.journal.faults import JournalFault
from tuntas.platform.journal.models import Fact, Tile
from tuntas.platform.journal.seeding import Part, Seed, seed
from tuntas.platform.journal.tests.tampering import record_and_publish
from tuntas.platform.journal.verification import verify

# Whatever COPY would read as something else.
CONTENT = {"odd": 'back\\slash, "quote", tab\t, line\n, \\N, \\.'}
REREAD = publication._reread
THEN = datetime(2022, 4, 2, 3, 0, tzinfo=UTC)


def seeds(count: int) -> list[Part]:
    return [partial(some, first, min(first + 100, count)) for first in range(0, count, 100)]


def some(first: int, end: int) -> list[Seed]:
    return [
        Seed(
            f"seed:{n // 5}",
            n % 5 + 1,
            "trial.tried",
            "staff",
            "7",
            "officer",
            "99.01",
            THEN,
            CONTENT | {"n": n},
        )
        for n in range(first, end)
    ]


@pytest.mark.parametrize(("before", "count"), [(0, 700), (300, 300)])
def test_a_filled_journal_is_whole_and_goes_on(own_db, owner, before, count):
    if before:
        record_and_publish(before)

    assert seed(owner, seeds(count)) == count
    record_and_publish(100)

    report = verify()
    assert (report.fault, report.size) == (None, before + count + 100)
    assert Tile.objects.count() == report.size // 256


def test_several_processes_fill_it_alike(own_db, owner):
    assert seed(owner, seeds(700), processes=2) == 700
    sequencer.turn(at=datetime.now(UTC), processes=2)

    report = verify()
    assert (report.fault, report.size) == (None, 700)
    assert list(Fact.objects.order_by("pk").values_list("content__n", flat=True)) == list(range(700))


IDLE_SECONDS = 2  # longer than a busy machine makes any step of a transaction wait


def reread_slowly(span: tuple[int, int]) -> list[bytes]:
    time.sleep(IDLE_SECONDS + 1)
    return REREAD(span)


def test_is_published_however_long_the_others_read(own_db, owner, monkeypatch):
    seed(owner, seeds(300))
    monkeypatch.setattr(publication, "_reread", reread_slowly)
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")

    assert sequencer.turn(at=datetime.now(UTC), processes=2).size == 300


def test_fills_the_second_level(own_db, owner):
    seed(owner, seeds(66_000))
    record_and_publish(10)

    assert verify().fault is None
    assert Tile.objects.filter(level=1).count() == 1


def test_is_for_a_demonstration_alone(own_db, owner):
    owner.execute("UPDATE journal_charter SET mode = 'production'")

    with pytest.raises(JournalFault, match="demonstration"):
        seed(owner, seeds(5))


def test_does_not_meet_a_sequencer(own_db, owner):
    with sequencer.alone(), pytest.raises(JournalFault, match="at work"):
        seed(owner, seeds(5))


def test_the_triggers_are_on_again(own_db, owner):
    seed(owner, seeds(5))

    enabled = owner.execute(
        "SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgrelid = 'journal_fact'::regclass"
    )
    assert enabled.fetchall() == [("A",)]
