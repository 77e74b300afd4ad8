"""What a statement past the driver's cursors must share with one through them."""

import threading
import time
import uuid

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from tuntas.platform.prepared import asking, run

CLAIM = "insert into idempotency_outcome (key, verb, actor, done_at) values (%s, %s, %s, now())"
KNOWN = "select count(*) from pg_prepared_statements where name like 'tuntas%%'"


def _known() -> int:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        return cursor.fetchone()[0]


@transaction.atomic
def _claim_both(*keys: uuid.UUID) -> None:
    for key in keys:
        run(CLAIM, [key, "undone", "staff:1"])


def test_rows_and_counts_are_a_cursors(db):
    key = uuid.uuid4()

    with run(CLAIM, [key, "cases.take", "staff:1"]) as claimed:
        assert claimed.rowcount == 1
        assert claimed.fetchall() == []
    with run("select key, verb from idempotency_outcome where key = %(key)s", {"key": key}) as found:
        assert found.rowcount == 1
        assert found.fetchone() == (key, "cases.take")
        assert found.fetchone() is None
    assert list(run("select %s::int, %s::text", [None, ""])) == [(None, "")]


def test_a_statement_is_prepared_once(db):
    before = _known()

    for number in range(3):
        assert list(run("select %s::int + 41", [number])) == [(number + 41,)]

    assert _known() == before + 1


def test_the_one_not_asked_for_longest_makes_room(db, monkeypatch):
    for one in range(3):
        run(f"select {one}", [])
    kept = len(asking._KNOWN[connection.connection])
    monkeypatch.setattr(asking, "MOST", kept)
    before = _known()

    run("select 0", [])
    run("select 'new'", [])

    assert _known() == before
    texts = [text for text, _types in asking._KNOWN[connection.connection]]
    assert texts[-2:] == [b"select 0", b"select 'new'"]


def test_faults_are_djangos_and_undo_the_block(own_db):
    key = uuid.uuid4()
    run(CLAIM, [key, "first", "staff:1"])

    with pytest.raises(IntegrityError, match="idempotency_outcome_pkey"):
        _claim_both(uuid.uuid4(), key)
    with pytest.raises(DataError):
        run("select 1 / %s::int", [0])

    assert list(run("select verb from idempotency_outcome", [])) == [("first",)]


def test_a_lost_connection_is_said_and_replaced(own_db, superuser):
    (server,) = run("select pg_backend_pid()", []).fetchone()
    superuser.execute("select pg_terminate_backend(%s, 5000)", [server])

    with pytest.raises(OperationalError):
        run("select 1", [])
    connection.close_if_unusable_or_obsolete()

    assert run("select pg_backend_pid()", []).fetchone() != (server,)


def test_other_threads_work_while_one_waits(own_db, owner: psycopg.Connection):
    owner.execute("select pg_advisory_lock(7)")
    waits = threading.Thread(target=lambda: (run("select pg_advisory_lock(7)", []), connection.close()))

    waits.start()
    # This thread can only ask and let go if the other one's waiting holds nothing of Python's.
    while not owner.execute("select 1 from pg_locks where locktype = 'advisory' and not granted").fetchone():
        time.sleep(0.01)
    owner.execute("select pg_advisory_unlock(7)")
    waits.join(20)

    assert not waits.is_alive()
