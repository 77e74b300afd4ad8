"""What is looked at of the database itself: whether it answers, its clock, whether its tables are of this version."""

from __future__ import annotations

import datetime as dt
from typing import Any

import psycopg
from django.db import connection

from tuntas.config.cluster.binaries import NEWEST, OLDEST
from tuntas.config.database import database_address
from tuntas.config.operations import readiness

from .verdicts import Check, Doubtful, Wrong

SKEW_DOUBT_SECONDS, SKEW_WRONG_SECONDS = 2, 30


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
    (there,) = row("select clock_timestamp()")
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


def row(statement: str) -> tuple[Any, ...]:
    """The one row that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone())


def _applied() -> set[tuple[str, str]]:
    (there,) = row("select to_regclass('django_migrations') is not null")
    return readiness.applied_migrations() if there else set()


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
