"""When does everybody know? Two waits that each step of a rotation rests on."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection

from tuntas.platform.secrets import ring

# Twice what a process may take to look, and room for a machine that is busy.
GRACE_SECONDS = 2 * ring.LOOKED_AT_EVERY_SECONDS + 3

_OLDER = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and xact_start <= %s
"""


def for_everybody(report: Callable[[str], object], *, grace: float = GRACE_SECONDS) -> None:
    """Until each process has looked at the file, and each transaction that may have looked before has ended."""
    time.sleep(grace)
    for_older_transactions(report)


def for_older_transactions(report: Callable[[str], object]) -> None:
    """Until all transactions that run now have ended; the settings let none be idle for more than a minute."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        now = cursor.fetchone()[0]
        told = 0.0
        while True:
            cursor.execute(_OLDER, [now])
            (count,) = cursor.fetchone()
            if not count:
                return
            if time.monotonic() - told > 10:
                report(f"  waiting for {count} older transactions to end …")
                told = time.monotonic()
            time.sleep(0.1)
