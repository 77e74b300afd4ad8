"""`migrate` while people work: a table in use is given up and tried again, and nobody queues behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from tuntas.config import migrating
from tuntas.config.cluster import APPLICATION, OWNER
from tuntas.config.database import database_settings
from tuntas.config.session import ROOT

LOOK_EVERY = 0.02  # seconds
PATIENCE = 120  # seconds
WAITED_FOR = """
    select 1 from pg_locks
     where not granted and mode = 'AccessExclusiveLock' and relation = 'house_process'::regclass
"""
QUEUED = """
    select 1 from pg_locks
     where not granted and mode = 'AccessShareLock' and relation = 'house_process'::regclass
"""
INDEX_WAITS = "select 1 from pg_locks where not granted and locktype = 'virtualxid'"
ADD_A_FIELD = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("house", "0001_processes")]
    operations = [migrations.AddField("process", "trial", models.TextField(null=True))]
"""
ADD_AN_INDEX = """
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
class Migration(migrations.Migration):
    atomic = False
    dependencies = [("house", "0001_processes")]
    operations = [AddIndexConcurrently("process", models.Index(fields=["host"], name="trial_by_host"))]
"""


class Desk:
    """Somebody who keeps a table in use, and readers who come after."""

    def __init__(self, url: str) -> None:
        self.holder = psycopg.connect(url)
        self.url, self.reads, self.faults = url, 0, []
        self.passed: bool | None = None
        self._closing = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._leaver: list[threading.Thread] = []

    def hold(self) -> None:
        self.holder.execute("update house_process set seen_at = now()")

    def read_on(self) -> None:
        self._reader.start()

    def let_go_once(self, *seen: str, patience: float = PATIENCE, at_least: float = 0) -> None:
        """Give the table free when each of these was seen and readers got through nevertheless, or did not for long.

        Which of both it was stands in `passed`.
        """
        self._leaver.append(threading.Thread(target=self._leave, args=(seen, patience, at_least)))
        self._leaver[-1].start()

    def _leave(self, seen: tuple[str, ...], patience: float, at_least: float) -> None:
        with psycopg.connect(self.url, autocommit=True) as looker:
            if all(self._wait(lambda what=what: looker.execute(what).fetchone(), PATIENCE) for what in seen):
                before = self.reads
                self.passed = self._wait(lambda: self.reads > before, patience)
                time.sleep(at_least)
        self.holder.rollback()

    def _wait(self, is_so: Callable[[], object], seconds: float) -> bool:
        limit = time.monotonic() + seconds
        while not is_so():
            if self._closing.is_set() or time.monotonic() > limit:
                return False
            time.sleep(LOOK_EVERY)
        return True

    def close(self) -> None:
        self._closing.set()
        for thread in [*self._leaver, *([self._reader] if self._reader.ident else [])]:
            thread.join()
        self.holder.close()

    def _read(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as reader:
            while not self._closing.is_set():
                try:
                    reader.execute("select count(*) from house_process")
                except psycopg.Error as fault:
                    self.faults.append(fault)
                self.reads += 1
                time.sleep(0.01)


@pytest.fixture
def desk(own_db, cluster, monkeypatch) -> Iterator[Desk]:
    """The owner migrates in this thread; everybody else is the application."""
    connection = connections["default"]
    before = {**connection.settings_dict}
    connection.close()
    connection.settings_dict.update(database_settings(cluster.url(OWNER, own_db)))
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT", "300ms")
    desk = Desk(cluster.url(APPLICATION, own_db))
    yield desk
    desk.close()
    connection.close()
    connection.settings_dict.update(before)


@pytest.fixture
def later(tmp_path, monkeypatch, settings):
    """Puts a further migration behind those of the house."""

    def put(text: str) -> None:
        name = f"later_{tmp_path.name.replace('-', '_')}"
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").touch()
        first = Path(migrating.__file__).parent / "migrations" / "0001_processes.py"
        (folder / "0001_processes.py").write_text(first.read_text())
        (folder / "0002_later.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)
        settings.MIGRATION_MODULES = {"house": name}

    yield put
    for name in [name for name in sys.modules if name.startswith("later_")]:
        del sys.modules[name]


def test_waits_in_pieces_and_goes_on_when_the_table_is_free(desk, later, capsys):
    later(ADD_A_FIELD)
    desk.hold()
    desk.read_on()
    desk.let_go_once(WAITED_FOR, QUEUED)

    migrating.migrate()

    assert "trial" in _columns(desk)
    assert "trying again" in capsys.readouterr().err
    assert desk.passed
    assert desk.faults == []


def test_gives_up_in_words_and_leaves_nothing_half_done(desk, later):
    later(ADD_A_FIELD)
    desk.hold()
    desk.read_on()

    with pytest.raises(migrating.NotFree, match=r"in use all the time.*pg_stat_activity.*lock timeout"):
        migrating.migrate(patience_seconds=0.5)

    assert "trial" not in _columns(desk)
    assert desk.faults == []


def test_without_a_time_out_everybody_would_queue(desk, later, monkeypatch):
    """The planted fault: the same readers, the same lock, no time-out."""
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT", "0")
    later(ADD_A_FIELD)
    desk.hold()
    desk.read_on()
    desk.let_go_once(WAITED_FOR, QUEUED, patience=2)

    migrating.migrate()

    assert desk.passed is False


def test_a_concurrent_index_waits_for_a_long_transaction_and_holds_nobody_up(desk, later):
    later(ADD_AN_INDEX)
    desk.hold()
    desk.read_on()
    desk.let_go_once(INDEX_WAITS, at_least=0.5)  # longer than the time-out of other migrations

    migrating.migrate(patience_seconds=0)

    assert desk.passed
    assert _is_valid(desk, "trial_by_host")


def test_a_half_built_index_of_an_earlier_try_is_built_again(desk, later, owner, superuser):
    later(ADD_AN_INDEX)
    owner.execute("create index trial_by_host on house_process (host)")
    superuser.execute("update pg_index set indisvalid = false where indexrelid = 'trial_by_host'::regclass")

    migrating.migrate(patience_seconds=0)

    assert _is_valid(desk, "trial_by_host")


def test_of_two_machines_one_migrates_and_the_other_waits(desk, cluster, own_db):
    with migrating.alone():
        said = _command(cluster.url(OWNER, own_db))

    assert "another migration is under way" in said
    with migrating.alone(patience_seconds=0):
        pass  # the first one let go


def test_an_owner_whom_nobody_answers_is_told_in_words(desk):
    assert "does not answer its owner" in _command("postgresql:///x?host=/nonexistent")


def _command(owner_url: str) -> str:
    """What a migration without patience says in a process of its own, when it ends with a fault."""
    done = subprocess.run(
        [sys.executable, "-m", "tuntas.config.commands.migrate", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TUNTAS_MIGRATE_URL": owner_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "Traceback" not in done.stderr
    return done.stderr


def _columns(desk: Desk) -> set[str]:
    with psycopg.connect(desk.url) as look:
        return {one.name for one in look.execute("select * from house_process").description or ()}


def _is_valid(desk: Desk, index: str) -> bool:
    with psycopg.connect(desk.url) as look:
        found = look.execute("select indisvalid from pg_index where indexrelid = %s::regclass", [index])
        return found.fetchone() == (True,)
