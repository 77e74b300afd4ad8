"""Many at once: places in a stream, and two signers that share one anchor."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import anchor, sequencer
from tuntas.platform.journal.faults import Forked
from tuntas.platform.journal.models import Fact, Leaf
from tuntas.platform.journal.tests.tampering import TRIED, record_and_publish
from tuntas.platform.journal.verification import verify


def test_writers_of_one_stream_leave_no_gap(own_db):
    errors: list[Exception] = []
    writers = [threading.Thread(target=_write, args=(25, errors)) for _ in range(4)]
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_sequencing, args=(stop, errors))

    for thread in (keeper, *writers):
        thread.start()
    for thread in writers:
        thread.join(300)
    stop.set()
    keeper.join(300)
    sequencer.turn(at=datetime.now(UTC))

    assert not errors
    assert list(Fact.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 101))
    assert Leaf.objects.count() == 100
    assert verify().fault is None


def test_two_copies_of_one_journal_never_both_sign(own_db, cluster):
    record_and_publish(10)
    connection.close()
    copy = cluster.clone(own_db, f"{own_db}_copy")
    try:
        _record(copy)
        sequencer.sequence()
        _record(own_db)
        first = sequencer.turn(at=datetime.now(UTC))
        _turn_to(copy)

        with pytest.raises(Forked):
            sequencer.turn(at=datetime.now(UTC))

        assert anchor.read() == first
    finally:
        _turn_to(own_db)
        cluster.drop(copy)


def test_a_second_signer_waits_for_the_first(own_db):
    entered = threading.Event()

    def enter() -> None:
        with anchor.held():
            entered.set()

    with anchor.held():
        other = threading.Thread(target=enter)
        other.start()
        waited = not entered.wait(0.3)
    other.join(120)

    assert waited
    assert entered.is_set()


def _turn_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _record(database: str) -> None:
    _turn_to(database)
    with transaction.atomic():
        journal.record("trial:one", TRIED, by=SYSTEM, at=datetime.now(UTC))


def _write(count: int, errors: list[Exception]) -> None:
    try:
        for _ in range(count):
            with transaction.atomic():
                journal.record("trial:one", TRIED, by=SYSTEM, at=datetime.now(UTC))
    except Exception as fault:
        errors.append(fault)
    finally:
        connection.close()


def _keep_sequencing(stop: threading.Event, errors: list[Exception]) -> None:
    try:
        while not stop.is_set():
            sequencer.turn(at=datetime.now(UTC))
    except Exception as fault:
        errors.append(fault)
    finally:
        connection.close()
