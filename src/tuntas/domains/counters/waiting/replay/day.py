"""One day of an office, event by event, as the residents and officers live it. All times are minutes since opening.

It knows nothing of the forecast: who asks it sees only what an office sees (`Hall`), never what is still to come.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random
from typing import Literal, Protocol

PRIORITY, APPOINTMENT, ORDINARY = 1, 2, 3
PASSED_OVER = 3


@dataclass(frozen=True, slots=True)
class Break:
    starts: float  # or as soon as the resident at the counter is served
    announced: float
    lasts: float


@dataclass(frozen=True, slots=True)
class Officer:
    groups: frozenset[str]
    slowness: float = 1.0
    breaks: tuple[Break, ...] = ()
    leaves: float = math.inf  # closes the counter for the day


@dataclass(frozen=True, slots=True)
class Arrival:
    at: float
    group: str
    rank: int = ORDINARY
    stays: bool = True  # False: does not answer when called
    slot: float | None = None  # of an appointment


@dataclass(frozen=True, slots=True)
class Day:
    means: Mapping[str, float]
    officers: tuple[Officer, ...]
    arrivals: tuple[Arrival, ...]
    cv: float = 0.6
    gap: float = 1.0
    quota: int = 14  # waiting tickets for each open counter; above that the kiosk sends people home
    slow_from: float = math.inf
    slow_times: float = 1.0  # every service lasts so many times as long from then on


@dataclass(slots=True, eq=False)
class Ticket:
    number: int
    arrival: Arrival
    called_at: float | None = None


@dataclass(slots=True, eq=False)
class Counter:
    officer: Officer
    ticket: Ticket | None = None
    since: float = -60.0  # of the call in service, the break, or the last finish
    is_ready: bool = True
    is_open: bool = True
    breaks_taken: int = 0
    back_at: float | None = None  # the announced end of the break it is on


@dataclass(slots=True, eq=False)
class Hall:
    """What an office sees at `now`."""

    counters: list[Counter]
    now: float = 0.0
    waiting: list[Ticket] = field(default_factory=list)
    row: int = 0  # calls that passed over a waiting ordinary ticket since the last ordinary one
    served: list[tuple[str, float]] = field(default_factory=list)  # group, minutes; in order of finishing
    gaps: list[float] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)  # minutes of each that is over
    called: list[Ticket] = field(default_factory=list)

    def order(self) -> list[Ticket]:
        """Those who wait in call order: better ranks first, an ordinary one after so many of them in a row."""
        better = sorted(
            (one for one in self.waiting if one.arrival.rank < ORDINARY),
            key=lambda one: (one.arrival.rank, one.number),
        )
        ordinary = [one for one in self.waiting if one.arrival.rank == ORDINARY]
        return list(_merged(better, ordinary, self.row))


class Watcher(Protocol):
    """Who looks on: told as a ticket is issued (it waits already) and as it is called."""

    def issued(self, hall: Hall, ticket: Ticket) -> None: ...

    def called(self, hall: Hall, ticket: Ticket) -> None: ...


Kind = Literal["arrive", "finish", "ready", "back", "leave", "break"]


class Simulation:
    """`run` lives the day to its end: everybody who came has been called, or nobody is left to call them."""

    def __init__(self, day: Day, *, seed: int, watcher: Watcher) -> None:
        self.day, self.draw, self.watcher = day, Random(seed), watcher  # noqa: S311 – a play, not a secret
        self.hall = Hall([Counter(officer) for officer in day.officers])
        self._events: list[tuple[float, int, Kind, object]] = []
        self._count = 0

    def run(self) -> Hall:
        for number, arrival in enumerate(sorted(self.day.arrivals, key=lambda one: one.at)):
            self._at(arrival.at, "arrive", Ticket(number, arrival))
        for counter in self.hall.counters:
            for one in counter.officer.breaks:
                self._at(one.starts, "break", counter)
            if counter.officer.leaves < math.inf:
                self._at(counter.officer.leaves, "leave", counter)
        while self._events:
            self.hall.now, _, kind, what = heappop(self._events)
            getattr(self, f"_{kind}")(what)
        return self.hall

    def _at(self, moment: float, kind: Kind, what: object) -> None:
        self._count += 1
        heappush(self._events, (moment, self._count, kind, what))

    def _arrive(self, ticket: Ticket) -> None:
        if len(self.hall.waiting) >= self.day.quota * sum(one.is_open for one in self.hall.counters):
            return
        self.hall.waiting.append(ticket)
        self.watcher.issued(self.hall, ticket)
        able = [
            one for one in self.hall.counters if one.is_ready and ticket.arrival.group in one.officer.groups
        ]
        if able:
            self._call_next(min(able, key=lambda one: one.since))

    def _finish(self, counter: Counter) -> None:
        ticket, hall = counter.ticket, self.hall
        if ticket is not None and ticket.arrival.stays:
            hall.served.append((ticket.arrival.group, hall.now - counter.since))
        counter.ticket, counter.since = None, hall.now
        self._at(hall.now + self.draw.gammavariate(2.0, self.day.gap / 2), "ready", counter)

    def _ready(self, counter: Counter) -> None:
        if not self._takes_break(counter):
            counter.is_ready = True
            self._call_next(counter)

    def _back(self, counter: Counter) -> None:
        self.hall.breaks.append(self.hall.now - counter.since)
        counter.back_at, counter.since = None, self.hall.now
        self._ready(counter)

    def _break(self, counter: Counter) -> None:
        if counter.is_ready:
            self._takes_break(counter)

    def _leave(self, counter: Counter) -> None:
        if counter.is_ready:
            self._takes_break(counter)

    def _takes_break(self, counter: Counter) -> bool:
        """Whether the officer stands up now: for the day, or for a break whose time has come."""
        now, officer = self.hall.now, counter.officer
        if now >= officer.leaves and any(one.is_open and one is not counter for one in self.hall.counters):
            counter.is_ready = counter.is_open = False
            return True
        if counter.breaks_taken < len(officer.breaks) and officer.breaks[counter.breaks_taken].starts <= now:
            one = officer.breaks[counter.breaks_taken]
            counter.breaks_taken += 1
            counter.is_ready, counter.back_at, counter.since = False, now + one.announced, now
            self._at(now + one.lasts, "back", counter)
            return True
        return False

    def _call_next(self, counter: Counter) -> None:
        hall = self.hall
        ticket = next((one for one in hall.order() if one.arrival.group in counter.officer.groups), None)
        if ticket is None:
            return
        hall.waiting.remove(ticket)
        if ticket.arrival.rank == ORDINARY:
            hall.row = 0
        elif any(one.arrival.rank == ORDINARY for one in hall.waiting):
            hall.row += 1
        if ticket.arrival.at < counter.since:
            hall.gaps.append(hall.now - counter.since)
        counter.ticket, counter.since, counter.is_ready = ticket, hall.now, False
        ticket.called_at = hall.now
        hall.called.append(ticket)
        self._at(hall.now + self._minutes(counter, ticket), "finish", counter)
        self.watcher.called(hall, ticket)

    def _minutes(self, counter: Counter, ticket: Ticket) -> float:
        if not ticket.arrival.stays:
            return self.draw.uniform(1.0, 3.0)
        scale = math.sqrt(math.log1p(self.day.cv**2))
        mean = self.day.means[ticket.arrival.group] * counter.officer.slowness
        mean *= self.day.slow_times if self.hall.now >= self.day.slow_from else 1.0
        return self.draw.lognormvariate(math.log(mean) - scale**2 / 2, scale)


def _merged(better: list[Ticket], ordinary: list[Ticket], row: int) -> Iterator[Ticket]:
    first, second = iter(better), iter(ordinary)
    one, other = next(first, None), next(second, None)
    while one is not None or other is not None:
        if one is not None and (row < PASSED_OVER or other is None):
            yield one
            one, row = next(first, None), row + 1
        elif other is not None:
            yield other
            other, row = next(second, None), 0
