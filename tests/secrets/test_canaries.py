"""Marked secrets go the whole way from a phone to a signed document, and then every place is searched for them."""

from __future__ import annotations

import base64
import hashlib
import logging
import tempfile
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from tests.secrets import places as p
from tests.secrets.marks import Mark

PLANTED = "KANARI TANAM JQXZV"
PLANTED_NIK = "9971065109907779"


@pytest.fixture
def places(own_db, superuser, cluster, tmp_path, monkeypatch, settings) -> p.Places:
    temporary, files = tmp_path / "tmp", tmp_path / "files"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings.TUNTAS_FILES_DIR = files
    files.mkdir()
    return p.Places(superuser, cluster.folder / "postgres.log", temporary, files)


def test_nothing_secret_is_found_anywhere_after_the_whole_journey(places, monkeypatch):
    from tests.secrets import walk

    monkeypatch.setattr(walk.register, "FAMILIES", (walk.FAMILY, *walk.register.FAMILIES[1:]))
    journey = walk.Journey(places)

    with places.watched():
        journey.walk()
        _provoke_faults(journey.marks)
        places.look()

    assert _found(places, journey.marks) == []
    for place in set(p.ALL) - {p.TEMPORARY, p.POSTGRES}:
        assert any(places.found[place]), f"nothing was gathered from {place}"
    assert len(journey.marks) > len(walk.KNOWN) + 5


def _provoke_faults(marks: list[Mark]) -> None:
    """Statements that fail on a marked value, as PostgreSQL and our own log see them."""
    from django.db import Error, connection, transaction
    from django.test import RequestFactory

    for mark in marks:
        # A page whose address opens something, as the framework reports that it failed.
        request = RequestFactory().get(f"/apply/{quote(mark.value, safe='')}/")
        for statement in (
            "select %s::int",
            "select to_date(%s, 'YYYY-MM-DD')",
            "insert into django_session (session_key, session_data, expire_date) select %s, 'x', now() "
            "from generate_series(1, 2)",
            "insert into messaging_message (id, key) values (gen_random_uuid(), %s)",
            "select nonsense from nowhere where name = %s",
        ):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement, [mark.value[:40]])
            except Error:
                logging.getLogger("django.request").exception(
                    "Internal Server Error: %s", request.path, extra={"request": request}
                )


def _found(places: p.Places, marks: list[Mark]) -> list[tuple[str, str, str]]:
    return [
        (place, mark.name, way)
        for place, heaps in places.found.items()
        for mark in marks
        if place not in mark.but_not_in and (way := mark.stands_in(b"\n".join(heaps)))
    ]


def _log(mark: str) -> None:
    logging.getLogger("django").warning("somebody typed %s", mark)


def _job(mark: str) -> None:
    from tuntas.domains.messaging.jobs import send_message

    send_message.defer(message_id=mark)


def _session(mark: str) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session["typed"] = mark
    session.save()


def _fact(mark: str) -> None:
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM

    with transaction.atomic():
        journal.record("case:1", "case.submitted", by=SYSTEM, at=clock.now(), content={"typed": mark})


def _row(mark: str) -> None:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.create(app_label=mark, model="planted")


def _temporary(mark: str) -> Any:
    """Gone when it is let go."""
    file = tempfile.NamedTemporaryFile("w")  # noqa: SIM115
    file.write(mark)
    file.flush()
    return file


def _wait_until_seen(places: p.Places, file: Any) -> None:
    """The watcher looks all the time, but a busy machine may let it wait."""
    name, limit = file.name.rpartition("/")[2].encode(), time.monotonic() + 60
    while not any(PLANTED.encode() in one for one in list(places.found[p.TEMPORARY]) if one.startswith(name)):
        assert time.monotonic() < limit
        time.sleep(0.01)
    file.close()


PLANTS: dict[str, Callable[[str], Any]] = {
    p.LOGS: _log,
    p.JOBS: _job,
    p.SESSIONS: _session,
    p.FACTS: _fact,
    p.TABLES: _row,
    p.TEMPORARY: _temporary,
}
WAYS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "small letters": str.lower,
    "base64": lambda mark: base64.b64encode(f"x{mark}y".encode()).decode(),
    "hex": lambda mark: mark.encode().hex().upper(),
    "URL-encoded": quote,
    "plain SHA-256": lambda mark: hashlib.sha256(mark.encode()).hexdigest(),
}


@pytest.mark.parametrize("mark", [PLANTED, PLANTED_NIK])
def test_a_leak_is_found_however_it_is_written(mark):
    for name, way in WAYS.items():
        assert Mark("planted", mark).stands_in(f"…{way(mark)}…".encode()), name
        assert not Mark("another", mark[::-1]).stands_in(f"…{way(mark)}…".encode())


def test_six_digits_are_found_as_a_word_and_not_in_a_time_stamp():
    assert Mark("PIN", "482913").stands_in(b'{"pin": "482913"}')
    assert not Mark("PIN", "482913").stands_in(b"2026-11-23 05:00:00.482913+00")


@pytest.mark.parametrize("place", PLANTS)
def test_a_leak_is_found_in_each_place(places, place):
    with places.watched():
        left = PLANTS[place](PLANTED)
        places.look()
        if place == p.TEMPORARY:
            _wait_until_seen(places, left)

    assert place in {found for found, _name, _way in _found(places, [Mark("planted", PLANTED)])}


def test_a_leak_is_found_in_the_log_of_the_database(places, superuser):
    superuser.execute(f"do $$ begin raise log 'somebody typed {PLANTED}'; end $$")

    places.look()

    assert p.POSTGRES in {found for found, *_ in _found(places, [Mark("planted", PLANTED)])}


def test_a_database_that_logs_errors_would_tell(places, superuser, own_db):
    from django.db import connection

    superuser.execute("alter role tuntas_app set log_min_messages = 'warning'")
    try:
        connection.close()
        _provoke_faults([Mark("planted", PLANTED_NIK)])
        places.look()
    finally:
        superuser.execute("alter role tuntas_app reset log_min_messages")
        connection.close()

    assert p.POSTGRES in {found for found, *_ in _found(places, [Mark("planted", PLANTED_NIK)])}


def test_a_leak_is_found_among_the_statements_that_run(places, own_db, cluster):
    from tuntas.config.cluster import APPLICATION

    with psycopg.connect(cluster.url(APPLICATION, own_db)) as application:
        application.execute(f"select '{PLANTED}'")
        places.look()

    assert p.ACTIVITY in {found for found, *_ in _found(places, [Mark("planted", PLANTED)])}


def test_a_leak_is_found_in_stored_files_addresses_and_the_outbox(places):
    from tests.secrets.walk import Browser

    (places.files / "part").write_text(PLANTED)
    Browser(places).get("/track/", {"name": PLANTED})
    places.keep(p.OUTBOX, f"<td>{PLANTED}</td>")

    places.look()

    found = {place for place, *_ in _found(places, [Mark("planted", PLANTED)])}
    assert {p.FILES, p.ADDRESSES, p.OUTBOX} <= found
