"""The doctor sees each fault of a running house, says it in a sentence and how to mend it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from tuntas.config.cluster import APPLICATION
from tuntas.config.doctor import database, house, machine, starting
from tuntas.config.doctor.verdicts import Finding, Verdict, examine
from tuntas.config.operations import pulse

from .looking import HOUSE, look, says


@pytest.mark.parametrize("name", HOUSE)
def test_a_house_in_order_is_in_order(db, name):
    assert look(HOUSE[name]).verdict is Verdict.OK, look(HOUSE[name])


def test_a_database_that_does_not_answer(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "geheim")

    says(HOUSE["database"], Verdict.WRONG, "/nonexistent")
    assert "geheim" not in str(look(HOUSE["database"]))


@pytest.mark.parametrize(
    ("seconds", "verdict", "words"),
    [(600, Verdict.WRONG, "behind"), (-600, Verdict.WRONG, "ahead of"), (5, Verdict.DOUBT, "5.0 s behind")],
)
def test_a_clock_that_goes_wrong(db, monkeypatch, seconds, verdict, words):
    ours = SimpleNamespace(now=lambda tz: dt.datetime.now(tz) + dt.timedelta(seconds=seconds))
    monkeypatch.setattr(database, "dt", SimpleNamespace(datetime=ours, UTC=dt.UTC))

    says(HOUSE["clock"], verdict, words)


def test_tables_that_are_older_or_newer(own_db, owner):
    owner.execute("insert into django_migrations (app, name, applied) values ('house', '9999_later', now())")
    says(HOUSE["tables"], Verdict.DOUBT, "house.9999_later")

    owner.execute("delete from django_migrations where app = 'house'")
    says(HOUSE["tables"], Verdict.WRONG, "house.0001_processes")

    owner.execute("drop table django_migrations")
    says(HOUSE["tables"], Verdict.WRONG, "and")


def test_a_steward_that_is_silent(db, monkeypatch):
    monkeypatch.setattr(machine, "is_running", lambda: True)
    says(HOUSE["processes"], Verdict.WRONG, "steward is silent")

    pulse.Pulse("steward").beat()
    says(HOUSE["processes"], Verdict.OK, "live")

    with connection.cursor() as cursor:
        cursor.execute("update house_process set version = 'older'")
    says(HOUSE["processes"], Verdict.DOUBT, "older")


def test_dead_letters_and_given_up_jobs(db):
    from tuntas.domains.messaging.models import Message
    from tuntas.domains.messaging.tests.conftest import confirm_address, queue_message
    from tuntas.platform import clock

    confirm_address()
    queue_message(at=clock.now())
    Message.objects.update(state="dead", next_try_at=None)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed'")
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status) values ('x', 'x', '{}', 'failed')"
        )

    says(HOUSE["messages"], Verdict.DOUBT, "1 messages did not leave")
    says(HOUSE["jobs"], Verdict.DOUBT, "given up")


def test_jobs_that_nobody_does(db, monkeypatch):
    monkeypatch.setattr(machine, "is_running", lambda: True)
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_jobs (queue_name, task_name, args) values ('x', 'x', '{}')")

    says(HOUSE["jobs"], Verdict.WRONG, "no worker lives")


def test_a_production_system_without_a_fresh_backup(db, monkeypatch):
    from datetime import timedelta

    from tuntas.config.operations import moments
    from tuntas.platform import clock

    monkeypatch.setenv("TUNTAS_MODE", "production")
    says(HOUSE["backup"], Verdict.DOUBT, "No backup was ever taken")
    moments.note(moments.BACKUP, at=clock.now() - timedelta(days=4, hours=1))
    says(HOUSE["backup"], Verdict.DOUBT, "4 days old")
    moments.note(moments.BACKUP, at=clock.now())
    says(HOUSE["backup"], Verdict.OK, "lately")


def test_a_transaction_that_somebody_forgot(own_db, monkeypatch, cluster):
    import psycopg

    monkeypatch.setattr(house, "LONG_TRANSACTION_SECONDS", -1)
    with psycopg.connect(cluster.url(APPLICATION, own_db)) as forgotten:
        forgotten.execute("select 1")

        says(HOUSE["transactions"], Verdict.DOUBT, "has been open")


@pytest.fixture
def of_the_start(own_db, settings, tmp_path):
    """The start's checks on a copy of the keys that a test may spoil."""
    from tuntas.domains.documents import signing
    from tuntas.platform import secrets

    def forget() -> None:
        secrets.forget()
        signing._signer.cache_clear()

    shutil.copytree(settings.TUNTAS_KEYS_DIR, tmp_path / "keys")
    settings.TUNTAS_KEYS_DIR = tmp_path / "keys"
    forget()

    def look(name: str) -> Finding:
        forget()
        (found,) = examine([check for check in starting.of_the_start(("",)) if check.name == name])
        return found

    yield look
    settings.TUNTAS_KEYS_DIR = Path("/nonexistent")
    forget()


def test_what_the_start_refuses_the_doctor_explains(of_the_start, settings, superuser):
    names = [check.name for check in starting.of_the_start(("",))]
    assert {of_the_start(name).verdict for name in names} == {Verdict.OK}

    (settings.TUNTAS_KEYS_DIR / "journal.json").unlink()
    settings.TUNTAS_JURISDICTION = "31"
    superuser.execute("grant update on journal_fact to tuntas_app")
    superuser.execute("alter table journal_charter disable trigger all")
    superuser.execute("update journal_charter set mode = 'production'")

    for name, words in {
        "journal key": "is missing",
        "jurisdiction": "province of Indonesia",
        "database role": "right UPDATE on journal_fact",
        "mode of the journal": "journal is that of a production",
    }.items():
        found = of_the_start(name)
        assert (found.verdict, words in found.sentence, bool(found.mend)) == (Verdict.WRONG, True, True), found


def test_a_lost_anchor(of_the_start, settings):
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.journal import sequencer

    with transaction.atomic():
        journal.record("case:1", "case.submitted", by=SYSTEM, at=clock.now())
    sequencer.turn(at=clock.now())
    settings.TUNTAS_JOURNAL_ANCHOR.unlink()

    found = of_the_start("journal and anchor")
    assert found.verdict is Verdict.WRONG
    assert "anchor is missing" in found.sentence
