"""Whether this machine should be given work: database, version, keys, journal, steward, storage, room on the disk."""

from __future__ import annotations

import json
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.db import Error, connection

from . import group

# The steward beats every 5 seconds and is started again within seconds; a minute of silence is no restart.
STEWARD_SILENT_SECONDS = 60
# Facts are placed and signed twice a second.
JOURNAL_BEHIND_SECONDS = 300
KEPT_SECONDS = 1.0
log = structlog.get_logger("readiness")

BEHIND = """
select extract(epoch from now() - least(
    (select fact.recorded_at from journal_pending waiting join journal_fact fact on fact.id = waiting.fact_id
        order by waiting.fact_id limit 1),
    (select fact.recorded_at from journal_leaf leaf join journal_fact fact on fact.id = leaf.fact_id
        where leaf.index = (select coalesce(max(size), 0) from journal_checkpoint))))
"""
_SILENT = "select extract(epoch from now() - max(seen_at)) from house_process where kind = 'steward'"


class NotReady(Exception):
    """What is missing, in words that name no place, no value and nobody."""


def not_stopping() -> None:
    if group.is_stopping():
        raise NotReady("this machine is stopping")


def database() -> None:
    _ask("select 1")


def migrations() -> None:
    """Newer tables than this code knows are no fault: an update migrates first and restarts then."""
    missing = len(expected_migrations() - applied_migrations())
    if missing:
        raise NotReady(f"{missing} migrations are not applied")


def keys() -> None:
    """Read the file, not what this process remembers of it: the next process will need it."""
    try:
        json.loads((settings.TUNTAS_KEYS_DIR / "data.json").read_bytes())
    except (OSError, ValueError) as fault:
        raise NotReady("the key file can't be read") from fault


def journal() -> None:
    behind = journal_behind_seconds()
    if behind > JOURNAL_BEHIND_SECONDS:
        raise NotReady(f"facts have waited {int(behind)} s for their place and signature")


def steward() -> None:
    silent = steward_silent_seconds()
    if silent is None:
        raise NotReady("no steward has shown that it lives")
    if silent > STEWARD_SILENT_SECONDS:
        raise NotReady(f"the steward has been silent for {int(silent)} s")


def storage() -> None:
    trial = settings.TUNTAS_FILES_DIR / f".ready-{uuid.uuid4().hex}"
    try:
        settings.TUNTAS_FILES_DIR.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"ready")
        trial.unlink()
    except OSError as fault:
        raise NotReady("files can't be written") from fault


def disk() -> None:
    if free_megabytes() < settings.TUNTAS_DISK_FREE_MB:
        raise NotReady("the disk of the files is full")


CHECKS: dict[str, Callable[[], None]] = {
    check.__name__: check
    for check in (not_stopping, database, migrations, keys, journal, steward, storage, disk)
}


def look() -> dict[str, str]:
    """Each check by name with "ok" or what is missing; one that fails otherwise says only that it did."""
    return {name: _verdict(check) for name, check in CHECKS.items()}


def free_megabytes() -> float:
    """Room under the folder of files; where it does not exist yet, under the nearest folder that does."""
    folder = settings.TUNTAS_FILES_DIR
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free / 1024**2


def journal_behind_seconds() -> float:
    """The age of the oldest fact that has no place in a signed tree yet; 0 when there is none."""
    return float(_ask(BEHIND) or 0)


def steward_silent_seconds() -> float | None:
    silent = _ask(_SILENT)
    return None if silent is None else float(silent)


@cache
def expected_migrations() -> frozenset[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def applied_migrations() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        return set(cursor.fetchall())


def _ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _verdict(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as missing:
        return str(missing)
    except Error:
        return "the database does not answer"
    except Exception:
        log.exception("a look failed", look=check.__name__)
        return "this could not be looked at"
    return "ok"


class Kept:
    """The last look of this process: however many ask, one looks, once a second.

    A database that hangs would otherwise take one thread after another from the pages.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._at = -KEPT_SECONDS
        self._found: dict[str, str] = {"database": "the first look is under way"}

    def look(self) -> dict[str, str]:
        if not self._turn.acquire(blocking=False):
            return self._found if time.monotonic() - self._at < 10 else {"database": "a look takes too long"}
        try:
            if time.monotonic() - self._at >= KEPT_SECONDS:
                self._found, self._at = look(), time.monotonic()
        finally:
            self._turn.release()
        # Who stops says so at once.
        return {**self._found, "not_stopping": _verdict(not_stopping)}


kept = Kept()
