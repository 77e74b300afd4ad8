"""Fifty counters that call from one queue: what `./tuntas bench calls` runs in several processes."""

from __future__ import annotations

import threading
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.rules import Role
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM, Actor, Kind

from . import actions
from .models import Call, Counter, CounterSession, Day, Ticket
from .rules import Channel, Rank, State

LETTERS = "ABC"


def fill(counters: int, tickets: int) -> None:
    """So many counters, each with somebody at it, and so many people who wait for any of them."""
    at = clock.now()
    for number in range(1, counters + 1):
        counter = actions.set_up_counter(OFFICE, number, letters=LETTERS, by=SYSTEM, at=at)
        actions.open_counter(counter.pk, by=officer(number), at=at)
    day = actions.day_for(OFFICE, at).business_day
    Ticket.objects.bulk_create(_ticket(day, number, at) for number in range(tickets))
    Day.objects.filter(office_code=OFFICE, business_day=day).update(
        waiting=F("waiting") + tickets, issued=F("issued") + tickets
    )


def work(first: int, last: int, until: float) -> dict[str, int]:
    """Serve at these counters until a moment (of `time.time`) or until nobody waits; how many were called."""
    calls = [0] * (last - first + 1)

    def serve(place: int) -> None:
        by = officer(first + place)
        session = CounterSession.objects.get(officer=by.id, closed_at=None)
        try:
            while time.time() < until and actions.call_next(
                session.pk, by=by, at=clock.now(), key=str(uuid.uuid4())
            ):
                actions.begin(session.pk, by=by, at=clock.now())
                calls[place] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=serve, args=(place,)) for place in range(len(calls))]
    began = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"calls": sum(calls), "milliseconds": int((time.time() - began) * 1000)}


def checked() -> dict[str, Any]:
    """What the rows say afterwards: who was called twice, whose turn came too late, which number is missing."""
    calls = list(
        Call.objects.order_by("sequence").values_list("sequence", "ticket", "ticket__letter", "ticket__number")
    )
    highest: dict[str, int] = {}
    late = 0
    for _sequence, _ticket, letter, number in calls:
        late += number < highest.get(letter, 0)
        highest[letter] = max(number, highest.get(letter, 0))
    return {
        "calls": len(calls),
        "duplicates": len(calls) - len({ticket for _sequence, ticket, *_rest in calls}),
        "order_violations": late,
        "gaps": (calls[-1][0] if calls else 0) - len(calls),
        "counters": Counter.objects.count(),
    }


def officer(number: int) -> Actor:
    return Actor(Kind.STAFF, str(uuid.UUID(int=7000 + number)), Role.OFFICER, frozenset({OFFICE}))


def _ticket(day: Any, number: int, at: datetime) -> Ticket:
    came = at - timedelta(hours=1) + timedelta(milliseconds=number)
    return Ticket(
        key=uuid.uuid4(),
        office_code=OFFICE,
        business_day=day,
        letter=LETTERS[number % 3],
        series=LETTERS[number % 3],
        number=number // 3 + 1,
        channel=Channel.KIOSK,
        rank=Rank.ORDINARY,
        state=State.WAITING,
        placed_at=came,
        issued_at=came,
    )
