"""What the benches of the wall do inside a house: fill it with past tickets, look at the wall, let things happen."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tuntas.domains.counters import actions as counters
from tuntas.domains.counters.models import Day
from tuntas.domains.counters.queries import feed
from tuntas.domains.counters.rules import Channel
from tuntas.domains.monitoring.queries import wall
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.models import Office
from tuntas.domains.offices.rules import Role
from tuntas.domains.promises.models import Promise
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC, Actor, Kind

TICKETS_A_DAY = 100  # at one office
_PAST = """
with place as (select code, row_number() over (order by code) - 1 as at, count(*) over () as many from offices_office),
     past as (select n, (n / many) %% %(each)s + 1 as number, code,
                     %(today)s::date - 1 - (n / (many * %(each)s))::int as day
              from generate_series(0, %(tickets)s - 1) n
              join place on place.at = n %% (select count(*) from offices_office))
insert into counters_ticket (id, key, token, office_code, business_day, letter, series, block, number, service_code,
  channel, rank, placed_at, state, issued_at, called_at, began_at, finished_at, calls)
select gen_random_uuid(), gen_random_uuid(), 'past' || n, code, day, 'A', 'A', '', number, '', 'kiosk', 2, at, 'finished',
  at, at + interval '9 minutes', at + interval '9 minutes', at + interval '14 minutes', 1
from past, lateral (select day + time '08:00' + number * interval '4 minutes' as at) times
"""
_CALLS = """
insert into counters_call (office_code, business_day, sequence, ticket_id, counter_number, is_again, out_of_order, by, at)
select office_code, business_day, number, id, 1, false, '', gen_random_uuid(), called_at from counters_ticket
where state = 'finished'
"""
_DAYS = """
insert into counters_day (business_day, office_code, issued, waiting, at_counters, counters_open, last_call, passed_over,
  version)
select business_day, office_code, count(*), 0, 0, 0, count(*), 0, 1 from counters_ticket where state = 'finished'
group by 1, 2
"""


def fill(tickets: int, promises: int = 2000) -> None:
    """So many tickets of days that are over, and a today that is the same however many there are."""
    at = clock.now()
    values: dict[str, Any] = {"tickets": tickets, "each": TICKETS_A_DAY, "today": offices.office_day(at)}
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")  # ten million take minutes
        cursor.execute(_PAST, values)
        cursor.execute(_CALLS)
        cursor.execute(_DAYS)
    codes = open_everywhere(at)
    Promise.objects.bulk_create(_promise(number, codes[number % len(codes)], at) for number in range(promises))


def open_everywhere(at: datetime) -> list[str]:
    """Whatever the hour of the bench: every office serves all day. Their codes."""
    day = offices.office_day(at)
    codes = list(Office.objects.order_by("code").values_list("code", flat=True))
    span = {"opens_at": at - timedelta(hours=20), "closes_at": at + timedelta(hours=20)}
    Day.objects.bulk_create(
        Day(office_code=code, business_day=day, waiting=number % 20, counters_open=number % 4, **span)
        for number, code in enumerate(codes)
    )
    return codes


def looked(looks: int) -> list[float]:
    """Milliseconds that the statements of one look take: the page, and what screens that follow are told."""
    codes = frozenset(Office.objects.values_list("code", flat=True))
    head = Actor(Kind.STAFF, str(uuid.UUID(int=7)), Role.AGENCY_HEAD, codes)
    times = []
    for number in range(looks + 3):
        spent = _Spent()
        with connection.execute_wrapper(spent):
            at = clock.now()
            wall.wall(head, at, wall.Asked())
            feed.changes(int(at.timestamp() * 1000), at, also="wall")
        if number >= 3:  # the first ones plan and fill caches
            times.append(spent.seconds * 1000)
    return times


def happen(codes: list[str], per_second: float, begin: float, seconds: float) -> list[tuple[str, int, float]]:
    """Tickets are taken at this pace by the kiosk's own verb: office, how many it has given, when it was committed."""
    given: dict[str, int] = {}
    events = []
    for number in range(int(per_second * seconds)):
        time.sleep(max(0.0, begin + number / per_second - time.time()))
        code = codes[number * 7 % len(codes)]
        counters.issue(code, letter="A", channel=Channel.KIOSK, key=uuid.uuid4(), by=PUBLIC, at=clock.now())
        given[code] = given.get(code, 0) + 1
        events.append((code, given[code], time.time()))
    return events


class _Spent:
    """How long the database was asked."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            self.seconds += time.perf_counter() - began


def _promise(number: int, code: str, at: datetime) -> Promise:
    return Promise(
        subject=f"bench:{number}",
        kind="deliver",
        service_code="bench",
        office_code=code,
        minutes=(15, 60, 480)[number % 3],
        started_at=at - timedelta(hours=1),
        due_at=at + timedelta(minutes=number % 500 - 20),
    )
