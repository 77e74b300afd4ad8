"""What would help an office most at once: each counter that is shut, and each that is on a break, is tried."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tuntas.domains.offices import queries as offices

from .. import waiting
from ..models import Counter, CounterSession
from ..rules.risk import Advice, Option, Remedy, cheapest, remedy_at_shut
from ..waiting import Office, Serving, Wait
from .snapshots import Snapshot

MOST_TRIED = 8  # counters; each costs one computation


def advice(snapshot: Snapshot, now: list[Wait], at: datetime) -> Advice | None:
    """The cheapest remedy for those who wait. Three queries."""
    office = snapshot.office(at)
    tried = [*_breaks(snapshot, office), *_openings(snapshot, office, at)][:MOST_TRIED]
    return cheapest([one.over for one in now], [_option(office, *one) for one in tried])


def _breaks(snapshot: Snapshot, office: Office) -> Iterator[tuple[Remedy, int, tuple[Serving, ...]]]:
    for place, one in enumerate(snapshot.counters):
        if one.break_since is not None:
            counters = list(office.counters)
            counters[place] = replace(counters[place], on_break=False)
            yield Remedy.END_BREAK, one.number, tuple(counters)


def _openings(
    snapshot: Snapshot, office: Office, at: datetime
) -> Iterator[tuple[Remedy, int, tuple[Serving, ...]]]:
    """Counters of the office itself that could call somebody who waits now."""
    wanted = {one.letter for one in snapshot.queue}
    taken = {one.number for one in snapshot.counters}
    remedy = _remedy_at_shut(snapshot.office_code, at)
    shut = Counter.objects.filter(office_code=snapshot.office_code, is_in_use=True, agency="").order_by(
        "number"
    )
    for counter in shut:
        if counter.number not in taken and wanted & set(counter.letters):
            opened = Serving(frozenset(counter.letters), since_minutes=READY)
            yield remedy, counter.number, (*office.counters, opened)


def _remedy_at_shut(office_code: str, at: datetime) -> Remedy:
    """By who of today's officers is at no counter, here or at another office."""
    today = offices.office_day(at)
    officers = [one.id for one in offices.on_duty(office_code, today) if one.is_officer]
    sitting = CounterSession.objects.filter(officer__in=officers, business_day=today, closed_at=None).count()
    return remedy_at_shut(officers_on_duty=len(officers), at_counters=sitting)


READY = 60.0  # free for so long: calls at once


def _option(office: Office, remedy: Remedy, counter: int, counters: tuple[Serving, ...]) -> Option:
    waits = waiting.waits(replace(office, counters=counters))
    known = [one.middle for one in waits if math.isfinite(one.middle)]
    return Option(remedy, counter, max(known, default=0.0), tuple(one.over for one in waits))
