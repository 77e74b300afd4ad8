"""A fact that was slipped in, dated back, or taken out before it got its place is found."""

from datetime import UTC, datetime

from tuntas.platform.journal import (
    sequencer,
)
from tuntas.platform.journal.tests.tampering import (
    fault_kind,
    now,
    record_and_publish,
    slip_in,
)

LONG_AGO = datetime(2022, 4, 2, tzinfo=UTC)


def test_finds_a_fact_slipped_in(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=4, recorded_at=now(), at=now(), pending=False)

    assert fault_kind() == "missing leaf"


def test_finds_a_fact_dated_back_with_all_its_proofs(own_db, superuser):
    record_and_publish(20)
    slip_in(superuser, seq=4, recorded_at=now(), at=LONG_AGO, pending=True)

    sequencer.turn(at=now())

    assert fault_kind() == "misdated fact"


def test_finds_a_gap_in_a_stream(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=5, recorded_at=now(), at=now(), pending=True)

    assert fault_kind() == "missing fact"  # trial:0 has no place 4


def test_finds_a_waiting_fact_that_is_gone(own_db, superuser):
    record_and_publish(20)

    superuser.execute("INSERT INTO journal_pending VALUES (987654)")

    assert fault_kind() == "missing fact"


def test_finds_a_fact_that_waits_too_long(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=4, recorded_at=LONG_AGO, at=LONG_AGO, pending=True)

    assert fault_kind() == "pending fact"
