"""What is looked at with the database: reach, clock, tables, role, keys and data, journal, letters, jobs, processes."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import psycopg
from django.db import connection

from tuntas.config import start
from tuntas.config.cluster.binaries import NEWEST, OLDEST
from tuntas.config.database import database_address
from tuntas.config.operations import readiness
from tuntas.config.operations.version import version

from . import machine
from .verdicts import Check, Doubtful, Wrong

SKEW_DOUBT_SECONDS, SKEW_WRONG_SECONDS = 2, 30
LONG_TRANSACTION_SECONDS = 300
MANY_WAITING = 1000
BACKUP_DAYS = 2

# How to mend what the start refuses; its own sentence says what is wrong.
MENDS = {
    "jurisdiction": "Correct TUNTAS_JURISDICTION: empty for training, else the two digits of a region outside Indonesia.",
    "database role": "Put the application's own role into DATABASE_URL, or take its power away and ./tuntas migrate.",
    "mode of the journal": "Set TUNTAS_MODE to what this database was begun for, or DATABASE_URL to the right one.",
    "keys and data": "Restore this system's own data.json from escrow. Never make new keys for data that is there.",
    "journal and anchor": "Bring back what is missing and never sign over it: docs/operations.md, the anchor.",
    "catalogue": "Correct the file that the sentence names, under src/tuntas/domains/catalogue/services/.",
}


def reach() -> str:
    """Whether the database answers, and whether it is one that Tuntas knows."""
    try:
        with psycopg.connect(database_address(connection.settings_dict), connect_timeout=5) as look:
            number = look.info.server_version // 10000
    except psycopg.OperationalError as fault:
        said = " ".join(str(fault).split("\n")[0].split())
        raise Wrong(f"The database does not answer: {said}") from fault
    if not OLDEST <= number <= NEWEST:
        raise Wrong(f"This is PostgreSQL {number}; Tuntas was tried on {OLDEST} to {NEWEST}.")
    return f"PostgreSQL {number} answers."


def clock() -> str:
    """Signatures, time-outs and receipts come from both clocks."""
    before = dt.datetime.now(dt.UTC)
    (there,) = _row("select clock_timestamp()")
    after = dt.datetime.now(dt.UTC)
    skew = (there - (before + (after - before) / 2)).total_seconds()
    words = f"The database's clock is {abs(skew):.1f} s {'ahead of' if skew > 0 else 'behind'} this machine's."
    if abs(skew) >= SKEW_WRONG_SECONDS:
        raise Wrong(words)
    if abs(skew) >= SKEW_DOUBT_SECONDS:
        raise Doubtful(words)
    return "Both clocks agree."


def migrations() -> str:
    expected, applied = readiness.expected_migrations(), _applied()
    missing = sorted(f"{app}.{name}" for app, name in expected - applied)
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise Wrong(f"The tables are older than this version: {', '.join(missing[:3])}{more} not applied.")
    ours = {app for app, _name in expected}
    later = sorted(f"{app}.{name}" for app, name in applied - expected if app in ours)
    if later:
        raise Doubtful(
            f"The tables are newer than this version ({later[0]}).",
            "Bring this checkout to the version that migrated last, and start again.",
        )
    return f"All {len(expected)} migrations are applied."


def letters() -> str:
    (count,) = _row(
        "select count(*) from (select 1 from messaging_message where state in ('dead', 'uncertain') limit 10000) few"
    )
    if count:
        raise Doubtful(f"{count} messages did not leave, or perhaps did.")
    return "Every message left."


def jobs() -> str:
    failed, waiting, workers = _row(
        "select (select count(*) from procrastinate_jobs where status = 'failed'), "
        "(select count(*) from (select 1 from procrastinate_jobs where status = 'todo' "
        "and (scheduled_at is null or scheduled_at <= now()) limit 10000) few), "
        "(select count(*) from procrastinate_workers where last_heartbeat > now() - interval '30 seconds')"
    )
    if failed:
        raise Doubtful(f"{failed} jobs were given up.")
    if waiting and not workers and machine.is_running():
        raise Wrong(
            f"{waiting} jobs wait and no worker lives.", "Its last lines on standard error say why it ended."
        )
    if waiting > MANY_WAITING:
        raise Doubtful(
            f"{waiting} jobs wait.",
            "Start with more workers (./tuntas run --workers N), or find what fills it.",
        )
    return f"No job was given up; {waiting} wait."


def processes() -> str:
    """Those of this checkout, when it is running; others' machines are the affair of their own doctor."""
    if not machine.is_running():
        return "This checkout is not running."
    silent = readiness.steward_silent_seconds()
    if silent is None or silent > readiness.STEWARD_SILENT_SECONDS:
        raise Wrong("The steward is silent: nothing is signed, and no broken promise is noticed.")
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct version from house_process where seen_at > now() - interval '20 seconds'"
        )
        others = sorted({row[0] for row in cursor.fetchall()} - {version()})
    if others:
        raise Doubtful(
            f"Processes of another version still serve ({', '.join(others)}).", "Stop, and start again."
        )
    return "Steward, workers and pages live."


def signing() -> str:
    behind = readiness.journal_behind_seconds()
    if behind > 60 and machine.is_running():
        raise Wrong(f"The oldest fact has waited {int(behind)} s for its place and signature.")
    return (
        "Every fact has its place and signature." if not behind else "The newest facts are signed when it runs."
    )


def backup() -> str:
    """A demonstration needs none."""
    (days,) = _row("select max(extract(epoch from now() - at)) / 86400 from house_moment where name = 'backup'")
    if os.environ.get("TUNTAS_MODE") != "production":
        return "A demonstration needs no backup."
    if days is None:
        raise Doubtful("No backup was ever taken, as far as this database knows.")
    if days > BACKUP_DAYS:
        raise Doubtful(f"The last backup is {int(days)} days old.")
    return "A backup was taken lately."


def transactions() -> str:
    """A forgotten transaction keeps old rows alive and stands in the way of migrations."""
    (oldest,) = _row(
        "select coalesce(max(extract(epoch from now() - xact_start)), 0) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    if oldest > LONG_TRANSACTION_SECONDS:
        raise Doubtful(f"A transaction has been open for {int(oldest / 60)} minutes.")
    return "No transaction has been open for long."


def _applied() -> set[tuple[str, str]]:
    (there,) = _row("select to_regclass('django_migrations') is not null")
    return readiness.applied_migrations() if there else set()


def _row(statement: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone())


def of_the_start(names: tuple[str, ...]) -> list[Check]:
    """The start's own checks, in its own words."""
    found = start.checks(start.ALL_KEYS)
    return [
        Check(name, _said(found[name]), MENDS.get(name, KEY_MEND)) for name in found if _wanted(name, names)
    ]


def _wanted(name: str, names: tuple[str, ...]) -> bool:
    return any(name.endswith(ending) for ending in names)


def _said(check: Any) -> Any:
    def look() -> str:
        check()
        return "In order."

    return look


KEY_MEND = "Copy the folder of this system's keys from escrow to TUNTAS_KEYS_DIR, with mode 0700."
REACH = Check(
    "database",
    reach,
    "If DATABASE_URL is set: start that server, and check address, role, password and pg_hba.conf. Else see postgres.log "
    "in the state folder.",
)
TABLES = Check(
    "tables", migrations, "Run ./tuntas migrate with DATABASE_OWNER_URL (./tuntas run does it by itself)."
)
CLOCK = Check("clock", clock, "Let both machines ask the same time server: timedatectl set-ntp true.")
WITH_TABLES = (
    Check("processes", processes, "Look at the last lines on standard error; ./tuntas run starts all of them."),
    Check(
        "signing",
        signing,
        "Look for `duty failed` in the log: the journal says why it refuses (docs/journal.md).",
    ),
    Check(
        "messages", letters, "./tuntas messages lists them; mend the cause, then ./tuntas messages resend ID."
    ),
    Check("jobs", jobs, "./tuntas jobs lists them; mend the cause, then ./tuntas jobs retry ID."),
    Check("backup", backup, "./tuntas backup FOLDER --escrow-to PUBLIC, daily (docs/operations.md)."),
    Check(
        "transactions",
        transactions,
        "select pid, state, xact_start from pg_stat_activity order by xact_start; then pg_terminate_backend(pid).",
    ),
)
