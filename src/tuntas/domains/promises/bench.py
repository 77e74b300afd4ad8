"""How long until one broken promise among a hundred thousand open ones is noticed?"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tuntas.platform import clock
from tuntas.platform.ids import new_id

from . import watch
from .models import Promise

SERVICE = "bench"
LIMIT_MS = 5000
LOOK_EVERY_SECONDS = 1.0

_SEED = """
insert into promises_promise (id, subject, kind, service_code, office_code, minutes, started_at, due_at, state)
select gen_random_uuid(), 'bench:' || number, 'deliver', %(service)s,
       '31.71.' || lpad((number %% 8 + 1)::text, 2, '0') || '.1001', 60,
       %(at)s, %(at)s + interval '1 hour' + number * interval '1 second', 'running'
from generate_series(1, %(count)s) number
"""


def run(*, open_promises: int = 100_000) -> dict[str, Any]:
    """Seed open promises, let one break while the watch looks every second, and time it from its due moment.

    For a database of the benchmark's own: the one break stays in its journal.
    """
    _sweep()
    seeding = _timed(_seed, open_promises)
    try:
        idle = _timed(watch.look)
        due = clock.now() + timedelta(seconds=1.5)
        _let_one_be_due(due)
        value = _noticed_after_ms(due)
    finally:
        _sweep()
    return {
        "name": "promises",
        "value": round(value),
        "unit": "ms",
        "limit": LIMIT_MS,
        "open_promises": open_promises,
        "look_ms": round(idle, 1),
        "seeding_s": round(seeding / 1000, 1),
    }


def _seed(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SEED, {"service": SERVICE, "at": clock.now(), "count": count})
        cursor.execute("analyze promises_promise")


def _let_one_be_due(due: datetime) -> None:
    Promise.objects.create(
        id=new_id(),
        subject=f"case:{new_id()}",
        kind="deliver",
        service_code=SERVICE,
        office_code="31.71.01.1001",
        minutes=15,
        started_at=due - timedelta(minutes=15),
        due_at=due,
    )


def _noticed_after_ms(due: datetime) -> float:
    while not watch.look():
        if clock.now() > due + timedelta(milliseconds=4 * LIMIT_MS):
            raise TimeoutError("The broken promise was never noticed.")
        time.sleep(LOOK_EVERY_SECONDS)
    return (clock.now() - due) / timedelta(milliseconds=1)


def _sweep() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from promises_promise where service_code = %s", [SERVICE])


def _timed(call: Any, *arguments: Any) -> float:
    begun = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - begun) * 1000
