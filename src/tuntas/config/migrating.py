"""Brings the tables to this version while people work: gives up a lock that is not free, and tries again."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.management.commands.migrate import Command
from django.db import OperationalError, connection

from .database import database_address

# Whoever waits for a table's lock makes everybody wait who comes after: not longer than this.
LOCK_TIMEOUT = "1s"
# What holds a strong lock ends within this, or is written in another way (docs/recipes/add-a-migration.md).
STATEMENT_TIMEOUT = "60s"
PATIENCE_SECONDS = 600
LONGEST_PAUSE_SECONDS = 15
# A lock was not free; a statement took too long; two waited for one another.
TRANSIENT = {"55P03", "57014", "40P01"}

_HALF_BUILT = """
select format('%I.%I', namespace.nspname, index.relname) from pg_index
join pg_class index on index.oid = indexrelid join pg_namespace namespace on namespace.oid = index.relnamespace
where not indisvalid and not exists (select 1 from pg_stat_progress_create_index p where p.index_relid = indexrelid)
"""

IN_USE = (
    "The tables were not brought to this version: one was in use all the time. What was applied stays, nobody was held "
    "up. Look for a long transaction (select pid, state, xact_start, query from pg_stat_activity order by xact_start), "
    "end it, and run `./tuntas migrate` again. The database says: "
)


ANOTHER = (
    "The tables were not looked at: another migration is under way, and has not ended. Wait for it, or look for it "
    "(select pid, backend_start from pg_stat_activity where application_name = 'tuntas migrate')."
)
LOCK = 7_401_960_023


class NotFree(Exception):
    """A table was in use all the time, or another migration under way; the text says what to look for."""


@contextmanager
def alone(patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Nobody else migrates inside the block: of two machines that start together the second finds the first one's tables.

    The lock is a connection's own, which does nothing else: the one that migrates is closed between two tries.
    """
    limit = time.monotonic() + patience_seconds
    address = database_address(connection.settings_dict)
    with psycopg.connect(address, autocommit=True, application_name="tuntas migrate") as turn:
        while turn.execute("select pg_try_advisory_lock(%s)", [LOCK]).fetchone() != (True,):
            if time.monotonic() > limit:
                raise NotFree(ANOTHER)
            time.sleep(0.5)
        yield


class Careful(Command):
    """Django's `migrate`, with time-outs that fit each migration."""

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            _set_timeouts(is_transaction=migration.atomic)
        super().migration_progress_callback(action, migration, fake)


def migrate(patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Apply what is not applied yet; each migration is whole or not there. Raises `NotFree` after the patience."""
    from django.core.management import call_command

    limit = time.monotonic() + patience_seconds
    pause = 1.0
    while True:
        try:
            _drop_half_built_indexes()
            call_command(Careful(), verbosity=0, interactive=False)
            return
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlstate", None) not in TRANSIENT:
                raise
            if time.monotonic() + pause > limit:
                raise NotFree(_words(fault)) from fault
            print(f"A table was in use; trying again in {pause:.0f} s.", file=sys.stderr, flush=True)
        connection.close()
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _set_timeouts(*, is_transaction: bool) -> None:
    """A migration without a transaction takes no lock that stops anybody: it may wait for the transactions before it."""
    with connection.cursor() as cursor:
        for name, value in (("lock_timeout", LOCK_TIMEOUT), ("statement_timeout", STATEMENT_TIMEOUT)):
            cursor.execute("select set_config(%s, %s, false)", [name, value if is_transaction else "0"])


def _drop_half_built_indexes() -> None:
    """A concurrent index whose building was cut off stays behind, is of no use and keeps its name from the next try."""
    with connection.cursor() as cursor:
        cursor.execute(_HALF_BUILT)
        for (name,) in cursor.fetchall():
            cursor.execute(f"drop index concurrently if exists {name}")


def _words(fault: Exception) -> str:
    return IN_USE + str(fault.__cause__ or fault).splitlines()[0]
