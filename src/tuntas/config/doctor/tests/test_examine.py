"""The doctor sees each planted fault, says it in a sentence, says how to mend it, and never shows a secret."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from tuntas.config.cluster import APPLICATION
from tuntas.config.commands import doctor
from tuntas.config.doctor import house, machine
from tuntas.config.doctor import round as doctors_round
from tuntas.config.doctor.verdicts import Check, Finding, Verdict, Wrong, examine
from tuntas.config.operations import pulse
from tuntas.config.session import ROOT

MACHINE = {check.name: check for check in (*machine.CHECKS, *machine.WITH_SETTINGS)}
HOUSE = {check.name: check for check in (house.REACH, house.CLOCK, house.TABLES, *house.WITH_TABLES)}


def _look(check: Check) -> Finding:
    (found,) = examine([check])
    return found


def _says(check: Check, verdict: Verdict, words: str) -> None:
    found = _look(check)
    assert (found.verdict, words in found.sentence) == (verdict, True), found
    assert found.mend or verdict is Verdict.OK


@pytest.fixture
def state(tmp_path, monkeypatch) -> Path:
    """A state folder of the test's own, its settings in the environment."""
    for name, place in (("TUNTAS_STATE", ""), ("TUNTAS_FILES_DIR", "files"), ("TUNTAS_KEYS_DIR", "keys")):
        (tmp_path / place).mkdir(exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / place))
    (tmp_path / "keys").chmod(0o700)
    monkeypatch.setenv("TUNTAS_JOURNAL_ANCHOR", str(tmp_path / "anchor"))
    return tmp_path


@pytest.mark.parametrize("name", sorted(set(MACHINE) - {"ports", "disk", "browser"}))
def test_a_machine_in_order_is_in_order(state, name):
    assert _look(MACHINE[name]).verdict in {Verdict.OK, Verdict.DOUBT}


def test_an_old_python(monkeypatch):
    version = namedtuple("version", "major minor micro")
    monkeypatch.setattr(sys, "version_info", version(3, 9, 2))

    _says(MACHINE["python"], Verdict.WRONG, "too old")


def test_a_package_that_is_gone(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", ("django", "nothing_of_this_name"))

    _says(MACHINE["packages"], Verdict.WRONG, "nothing_of_this_name")


@pytest.mark.parametrize(
    ("name", "value"), [("TUNTAS_MODE", "prod"), ("TUNTAS_KEYS_DIR", "keys"), ("TUNTAS_DISK_FREE_MB", "much")]
)
def test_a_wrong_setting_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    _says(MACHINE["settings"], Verdict.WRONG, name)


def test_a_wrong_secret_is_named_and_not_shown(monkeypatch):
    monkeypatch.setenv("TUNTAS_METRICS_TOKEN", "too-short")

    found = _look(MACHINE["settings"])

    assert "TUNTAS_METRICS_TOKEN" in found.sentence
    assert "too-short" not in found.sentence


def test_a_misspelt_setting(monkeypatch):
    monkeypatch.setenv("TUNTAS_MOOD", "good")

    _says(MACHINE["settings"], Verdict.DOUBT, "TUNTAS_MOOD")


def test_production_without_encryption(monkeypatch):
    monkeypatch.setenv("TUNTAS_MODE", "production")
    monkeypatch.setenv("TUNTAS_WEB_ORIGIN", "http://tuntas.example")

    _says(MACHINE["outside address"], Verdict.DOUBT, "without encryption")


Room = namedtuple("Room", "f_bavail f_blocks f_frsize f_favail f_files")


@pytest.mark.parametrize(
    ("room", "verdict", "words"),
    [
        (Room(100, 10**6, 4096, 5, 9), Verdict.WRONG, "is full"),
        (Room(10**6, 10**8, 4096, 0, 9), Verdict.WRONG, "is full"),
        (Room(10**6, 10**8, 4096, 5, 9), Verdict.DOUBT, "nearly full"),
        (Room(10**7, 10**8, 4096, 0, 0), Verdict.OK, "are free"),
    ],
)
def test_the_room_on_the_disk(state, monkeypatch, room, verdict, words):
    monkeypatch.setattr(os, "statvfs", lambda _folder: room)

    _says(MACHINE["disk"], verdict, words)


def test_a_folder_that_is_somebody_elses(state, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _how: Path(path) != state / "files")

    _says(MACHINE["folders"], Verdict.WRONG, str(state / "files"))


def test_keys_that_others_can_read(state):
    (state / "keys" / "data.json").write_text("{}")
    (state / "keys" / "data.json").chmod(0o644)

    _says(MACHINE["keys folder"], Verdict.DOUBT, "data.json")


def test_an_anchor_among_the_backups(state, monkeypatch):
    monkeypatch.setenv("TUNTAS_MODE", "production")

    _says(MACHINE["anchor's place"], Verdict.DOUBT, "restored with it")


def test_a_port_that_is_taken(state, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        monkeypatch.setenv("TUNTAS_WEB_ORIGIN", f"http://127.0.0.1:{number}")

        _says(MACHINE["ports"], Verdict.WRONG, f"Port {number} can't be used")


def test_our_own_run_takes_its_port_rightly(state, monkeypatch):
    import fcntl

    with (state / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        _says(MACHINE["ports"], Verdict.OK, "is running")


def test_no_browser(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    _says(MACHINE["browser"], Verdict.DOUBT, "Chromium")


def test_a_fault_that_nobody_foresaw_is_wrong_too():
    def look() -> str:
        raise ZeroDivisionError("division by zero\nand more")

    _says(Check("trial", look, "Mend it."), Verdict.WRONG, "division by zero")


@pytest.mark.parametrize("name", HOUSE)
def test_a_house_in_order_is_in_order(db, name):
    assert _look(HOUSE[name]).verdict is Verdict.OK, _look(HOUSE[name])


def test_a_database_that_does_not_answer(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "geheim")

    _says(HOUSE["database"], Verdict.WRONG, "/nonexistent")
    assert "geheim" not in str(_look(HOUSE["database"]))


@pytest.mark.parametrize(
    ("seconds", "verdict", "words"),
    [(600, Verdict.WRONG, "behind"), (-600, Verdict.WRONG, "ahead of"), (5, Verdict.DOUBT, "5.0 s behind")],
)
def test_a_clock_that_goes_wrong(db, monkeypatch, seconds, verdict, words):
    ours = SimpleNamespace(now=lambda tz: dt.datetime.now(tz) + dt.timedelta(seconds=seconds))
    monkeypatch.setattr(house, "dt", SimpleNamespace(datetime=ours, UTC=dt.UTC))

    _says(HOUSE["clock"], verdict, words)


def test_tables_that_are_older_or_newer(own_db, owner):
    owner.execute("insert into django_migrations (app, name, applied) values ('house', '9999_later', now())")
    _says(HOUSE["tables"], Verdict.DOUBT, "house.9999_later")

    owner.execute("delete from django_migrations where app = 'house'")
    _says(HOUSE["tables"], Verdict.WRONG, "house.0001_processes")

    owner.execute("drop table django_migrations")
    _says(HOUSE["tables"], Verdict.WRONG, "and")


def test_a_steward_that_is_silent(db, monkeypatch):
    monkeypatch.setattr(machine, "is_running", lambda: True)
    _says(HOUSE["processes"], Verdict.WRONG, "steward is silent")

    pulse.Pulse("steward").beat()
    _says(HOUSE["processes"], Verdict.OK, "live")

    with connection.cursor() as cursor:
        cursor.execute("update house_process set version = 'older'")
    _says(HOUSE["processes"], Verdict.DOUBT, "older")


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

    _says(HOUSE["messages"], Verdict.DOUBT, "1 messages did not leave")
    _says(HOUSE["jobs"], Verdict.DOUBT, "given up")


def test_jobs_that_nobody_does(db, monkeypatch):
    monkeypatch.setattr(machine, "is_running", lambda: True)
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_jobs (queue_name, task_name, args) values ('x', 'x', '{}')")

    _says(HOUSE["jobs"], Verdict.WRONG, "no worker lives")


def test_a_production_system_without_a_fresh_backup(db, monkeypatch):
    from datetime import timedelta

    from tuntas.config.operations import moments
    from tuntas.platform import clock

    monkeypatch.setenv("TUNTAS_MODE", "production")
    _says(HOUSE["backup"], Verdict.DOUBT, "No backup was ever taken")
    moments.note(moments.BACKUP, at=clock.now() - timedelta(days=4, hours=1))
    _says(HOUSE["backup"], Verdict.DOUBT, "4 days old")
    moments.note(moments.BACKUP, at=clock.now())
    _says(HOUSE["backup"], Verdict.OK, "lately")


def test_a_transaction_that_somebody_forgot(own_db, monkeypatch, cluster):
    import psycopg

    monkeypatch.setattr(house, "LONG_TRANSACTION_SECONDS", -1)
    with psycopg.connect(cluster.url(APPLICATION, own_db)) as forgotten:
        forgotten.execute("select 1")

        _says(HOUSE["transactions"], Verdict.DOUBT, "has been open")


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
        (found,) = examine([check for check in house.of_the_start(("",)) if check.name == name])
        return found

    yield look
    settings.TUNTAS_KEYS_DIR = Path("/nonexistent")
    forget()


def test_what_the_start_refuses_the_doctor_explains(of_the_start, settings, superuser):
    names = [check.name for check in house.of_the_start(("",))]
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


def test_the_whole_round_ends_in_order(own_db, state, monkeypatch, settings):
    shutil.copytree(settings.TUNTAS_KEYS_DIR, state / "keys", dirs_exist_ok=True)
    monkeypatch.setattr(machine, "WITH_SETTINGS", ())

    found = doctors_round.make()

    assert [one for one in found if one.verdict in {Verdict.WRONG, Verdict.NOT_SEEN}] == []
    assert len({one.name for one in found}) == len(found) > 15


def test_the_command_works_without_a_database_and_ends_with_one(state):
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": "postgresql://tuntas_app:geheim@/x?host=/nonexistent",
    }
    run = [sys.executable, "-m", "tuntas", "doctor"]

    told = subprocess.run([*run, "--json"], env=surroundings, capture_output=True, text=True, check=False)
    in_words = subprocess.run(run, env=surroundings, capture_output=True, text=True, check=False)

    assert told.returncode == in_words.returncode == 1, told.stderr
    found = {one["name"]: one for one in map(json.loads, told.stdout.splitlines())}
    assert found["database"]["verdict"] == found["data key"]["verdict"] == "wrong"
    assert found["tables"]["verdict"] == "not seen"
    assert "WRONG  database: The database does not answer" in in_words.stdout
    assert "Not looked at: the database does not answer (clock, tables" in in_words.stdout
    assert "geheim" not in told.stdout + told.stderr + in_words.stdout + in_words.stderr


def test_a_database_of_our_own_that_was_never_made_is_no_fault(state, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")

    with doctors_round._own_database() as never_began:
        assert "never started" in never_began.sentence


def test_a_database_of_our_own_that_does_not_start_is_explained(state, monkeypatch):
    from tuntas.config.cluster import Cluster, ClusterFault

    monkeypatch.delenv("DATABASE_URL")
    (state / "postgres" / "data").mkdir(parents=True)
    (state / "postgres" / "data" / "PG_VERSION").write_text("15")

    def broken(*_):
        raise ClusterFault("PostgreSQL does not start. Its log says why: postgres.log")

    monkeypatch.setattr(Cluster, "in_use", broken)
    monkeypatch.setattr(machine, "WITH_SETTINGS", ())

    found = {one.name: one for one in doctors_round.make()}

    assert "does not start" in found["database"].sentence
    assert found["jobs"].verdict is Verdict.NOT_SEEN


def test_in_words_only_what_is_not_in_order():
    found = [Finding("a", Verdict.OK, "Fine."), Finding("b", Verdict.DOUBT, "Hm.", "Look.")]

    assert doctor.in_words(found, all_of_them=False) == [
        "DOUBT  b: Hm.",
        "       Look.",
        "1 in order, 1 doubtful, 0 wrong.",
    ]
    assert "ok     a: Fine." in doctor.in_words(found, all_of_them=True)


def test_wrong_says_its_own_way_to_mend_first():
    def look() -> str:
        raise Wrong("It is so.", "Do this.")

    assert _look(Check("trial", look, "Do that.")).mend == "Do this."
