"""What is looked at in the tables: letters, jobs, processes, signatures, backups, transactions."""

from __future__ import annotations

import os

from django.db import connection

from tuntas.config.operations import readiness
from tuntas.config.operations.version import version

from . import machine
from .database import row
from .verdicts import Check, Doubtful, Wrong

LONG_TRANSACTION_SECONDS = 300
MANY_WAITING = 1000
BACKUP_DAYS = 2


def letters() -> str:
    (count,) = row(
        "select count(*) from (select 1 from messaging_message where state in ('dead', 'uncertain') limit 10000) few"
    )
    if count:
        raise Doubtful(f"{count} messages did not leave, or perhaps did.")
    return "Every message left."


def jobs() -> str:
    failed, waiting, workers = row(
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
    (days,) = row("select max(extract(epoch from now() - at)) / 86400 from house_moment where name = 'backup'")
    if os.environ.get("TUNTAS_MODE") != "production":
        return "A demonstration needs no backup."
    if days is None:
        raise Doubtful("No backup was ever taken, as far as this database knows.")
    if days > BACKUP_DAYS:
        raise Doubtful(f"The last backup is {int(days)} days old.")
    return "A backup was taken lately."


def transactions() -> str:
    """A forgotten transaction keeps old rows alive and stands in the way of migrations."""
    (oldest,) = row(
        "select coalesce(max(extract(epoch from now() - xact_start)), 0) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    if oldest > LONG_TRANSACTION_SECONDS:
        raise Doubtful(f"A transaction has been open for {int(oldest / 60)} minutes.")
    return "No transaction has been open for long."


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
