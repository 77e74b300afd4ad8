"""Facts are counted exactly once: whoever breaks off, is killed, counts beside another, or counts anew."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tuntas.domains.figures import actions, queries
from tuntas.domains.figures.models import Position, WeekFigures
from tuntas.domains.figures.rows import Rows
from tuntas.domains.figures.rules.places import Scope
from tuntas.domains.offices import demonstration
from tuntas.platform.journal import sequencer
from tuntas.platform.journal.queries import latest_checkpoint

from .histories import tell
from .stands import a_life, at_office


def test_counting_again_adds_nothing(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()
    before = queries.ROWS.contents()

    assert count() == 0
    assert queries.ROWS.contents() == before


def test_counts_only_what_a_checkpoint_signs(db):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])

    assert actions.roll_up(datetime.now(UTC)) == 0
    assert not WeekFigures.objects.exists()


def test_broken_off_at_any_moment_it_counts_nothing_twice(own_db, count, monkeypatch):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life(), a_life(end="late")])
    sequencer.turn(at=datetime.now(UTC))

    for where in ("save_row", "save_position"):
        with monkeypatch.context() as planted:
            plant(planted, where)
            with pytest.raises(ZeroDivisionError):
                actions.roll_up(datetime.now(UTC))
        assert (Position.objects.get().leaves, WeekFigures.objects.count()) == (0, 0)
    count()

    assert at_office().decided == 2
    assert Position.objects.get().leaves == latest_checkpoint().size


def test_killed_by_the_server_it_counts_nothing_twice(own_db, count, monkeypatch):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life()])
    sequencer.turn(at=datetime.now(UTC))

    with monkeypatch.context() as planted:
        add = Rows.add
        planted.setattr(Rows, "add", lambda *given: (add(*given), terminate()))
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            actions.roll_up(datetime.now(UTC))
    connection.close()
    count()

    assert at_office().decided == 1


def test_two_at_once_count_once(own_db, count):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life() for _ in range(6)])
    sequencer.turn(at=datetime.now(UTC))

    def work():
        actions.roll_up(datetime.now(UTC), batch=5)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count()

    assert at_office().decided == 6


def test_rebuilding_finds_and_mends_a_changed_figure(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()
    WeekFigures.objects.filter(scope=Scope.OFFICE).update(kept=90)

    rebuilt = actions.rebuild(datetime.now(UTC))

    assert rebuilt.changed == 2  # the row as it stood, and as it is
    assert at_office().decided == 1


def test_sealed_facts_count_nowhere(db, count):
    from tuntas.domains.cases import facts
    from tuntas.platform import journal
    from tuntas.platform.actors import SYSTEM

    demonstration.load(datetime.now(UTC))
    journal.record(
        "case:sealed", facts.CASE_SUBMITTED, by=SYSTEM, at=datetime.now(UTC), sealed_for="inspector",
        content={"service": "akta-kelahiran"},
    )  # fmt: skip

    count()

    assert not WeekFigures.objects.exists()


def tell_committed(told):
    with transaction.atomic():
        tell(told)


def plant(planted, where):
    def fail(*_, **__):
        raise ZeroDivisionError

    if where == "save_row":
        add = Rows.add
        planted.setattr(Rows, "add", lambda *given: (add(*given), fail()))
    else:
        planted.setattr(Position, "save", fail)


def terminate():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
