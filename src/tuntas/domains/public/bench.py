"""How long do the open pages take over a year of every office, and how fast are facts counted?"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client, override_settings

from tuntas.domains.figures import actions as figures
from tuntas.domains.figures import queries as counted
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock

from .forms import asked
from .queries import board, find_city, find_district, find_office, whole

WEEKS, SERVICES, LOOKS = 52, ("akta-kelahiran", "ktp-el-hilang", "perubahan-kk"), 15
CITY, DISTRICT, OFFICE = "31.71", "31.71.01", "31.71.01.1001"
LIMIT_MS = 100

# Every place of every office, with thirty different minutes for each time: as wide as a busy week is.
_FILL = """
with place as (
    select 'all' as scope, '' as code
    union select 'city', code from offices_region where level = 'city'
    union select 'district', code from offices_region where level = 'district'
    union select 'office', code from offices_office
), minutes as (select jsonb_object_agg(n::text, n %% 7 + 1) as times from generate_series(3, 90, 3) n)
insert into figures_week (scope, code, service_code, week, submitted, kept, broken, void, accept_kept, accept_broken,
                          accept_void, refused, withdrawn, take, accept, deliver)
select scope, code, service, %(monday)s::date - week * 7, 130, 110, 9, 2, 118, 3, 1, 4, 2, times, times, times
from place, minutes, generate_series(0, %(weeks)s - 1) week, unnest(%(services)s::text[]) service
"""


def run() -> dict[str, Any]:
    """Count what was seeded, then fill a year and look at each kind of page. For a database of the benchmark's own."""
    facts, seconds = _timed(lambda: figures.roll_up(clock.now()))
    rebuilt, rebuilding = _timed(lambda: figures.rebuild(clock.now()))
    rows = _fill()
    queries = {name: _median_ms(look) for name, look in _looks().items()}
    pages = {name: _median_ms(look) for name, look in _pages().items()}
    return {
        "name": "open",
        "value": max(queries.values()),
        "unit": "ms",
        "limit": LIMIT_MS,
        "queries_ms": queries,
        "pages_ms": pages,
        "rows": rows,
        "facts": facts,
        "facts_per_second": round(facts / seconds),
        "rebuild_per_second": round(rebuilt.leaves / rebuilding),
        "rebuild_changed": rebuilt.changed,
    }


def _fill() -> int:
    monday = asked({}, offices.office_day(clock.now())).running_week
    with connection.cursor() as cursor:
        cursor.execute("delete from figures_week")
        cursor.execute(_FILL, {"monday": monday, "weeks": WEEKS, "services": list(SERVICES)})
        rows = cursor.rowcount
        cursor.execute("analyze figures_week")
    assert counted.first_week() == monday - timedelta(weeks=WEEKS - 1)  # noqa: S101 – the figure would be of nothing
    return rows


def _looks() -> dict[str, Callable[[], object]]:
    """The questions of each page to the database, over the usual twelve weeks; and the whole over half a year."""
    today = offices.office_day(clock.now())
    usual, long = asked({}, today), asked({"from": (today - timedelta(weeks=30)).isoformat()}, today)
    return {
        "everything": lambda: board(whole(), usual),
        "everything_26_weeks": lambda: board(whole(), long),
        "city": lambda: board(find_city(CITY), usual),  # type: ignore[arg-type]
        "kecamatan": lambda: board(find_district(DISTRICT), usual),  # type: ignore[arg-type]
        "office": lambda: board(find_office(OFFICE), usual),  # type: ignore[arg-type]
    }


def _pages() -> dict[str, Callable[[], object]]:
    client = Client()
    addresses = {
        "everything": "/open",
        "city": f"/open/city/{CITY}",
        "office": f"/open/{OFFICE}",
        "csv": "/open.csv",
        "json": "/open.json",
    }
    return {name: partial(_get, client, address) for name, address in addresses.items()}


def _get(client: Client, address: str) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")


def _median_ms(look: Callable[[], object]) -> float:
    look()
    took = []
    for _ in range(LOOKS):
        took.append(_timed(look)[1] * 1000)
    return round(median(took), 1)


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    answer = call()
    return answer, time.perf_counter() - begun
