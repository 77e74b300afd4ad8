"""What does an office say to each ticket of a day, knowing only what it sees, and what becomes true?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ...rules import Rank
from ..calibration import learn
from ..interval import wait, waits
from ..office import Calibration, Due, Office, Serving, Wait, Waiting
from .day import APPOINTMENT, PASSED_OVER, PRIORITY, Counter, Day, Hall, Simulation, Ticket
from .kinds import OPEN_MINUTES
from .worth import Told

LOOKS_EVERY = 15.0  # minutes between two looks at everybody who waits
DUE_WITHIN = 60.0

Forecast = Callable[[Office, Waiting], Wait]


@dataclass(slots=True)
class Memory:
    """What an office keeps from day to day."""

    standard: dict[str, float]
    recent: dict[str, list[float]] = field(default_factory=dict)
    gaps: list[float] = field(default_factory=list)
    called: int = 0
    absent: int = 0
    priority_per_minute: float = 0.05
    breaks: float = 2.0
    break_minutes: float = 20.0
    counter_hours: float = 8.0
    calibration: Calibration = field(default_factory=Calibration)


class Judge:
    """Watches one day: forecasts each ticket that has to wait, learns as it is called, keeps both."""

    def __init__(
        self, memory: Memory, day: Day, *, learns: bool = True, looks: bool = False, forecast: Forecast = wait
    ) -> None:
        self.memory, self.day, self.learns, self.looks, self.forecast = memory, day, learns, looks, forecast
        self.told: list[Told] = []
        self._open: dict[int, tuple[Wait, Told]] = {}
        self._looked: list[tuple[int, float, Told]] = []
        self._next_look = LOOKS_EVERY
        self._served = self._gaps = 0

    def issued(self, hall: Hall, ticket: Ticket) -> None:
        self._learn_lengths(hall)
        group = ticket.arrival.group
        able = [one for one in hall.counters if group in one.officer.groups]
        if any(one.is_ready for one in able):
            return  # called at once: there was nothing to forecast
        office = self.office(hall, without=ticket)
        said = self.forecast(office, Waiting(group, Rank(ticket.arrival.rank)))
        if said.is_known:
            self._open[ticket.number] = (said, self._told(hall, ticket, office, said))
        if self.looks and hall.now >= self._next_look:
            self._look(hall)

    def called(self, hall: Hall, ticket: Ticket) -> None:
        memory = self.memory
        memory.called += 1
        memory.absent += not ticket.arrival.stays
        if ticket.number not in self._open:
            return
        said, told = self._open.pop(ticket.number)
        actual = hall.now - ticket.arrival.at
        self.told.append(replace(told, actual=actual))
        if self.learns:
            memory.calibration = learn(memory.calibration, said.computed, actual)

    def end(self, hall: Hall) -> list[Told]:
        """Everything that was told and came true."""
        self._learn_lengths(hall)
        moments = {one.number: one.called_at for one in hall.called}
        for number, at, told in self._looked:
            called_at = moments.get(number)
            if called_at is not None:
                self.told.append(replace(told, actual=called_at - at))
        self._remember(hall)
        return self.told

    def _remember(self, hall: Hall) -> None:
        """Yesterday counts half of today."""
        memory = self.memory
        arrived = sum(one.rank == PRIORITY for one in self.day.arrivals)
        memory.priority_per_minute += 0.5 * (arrived / OPEN_MINUTES - memory.priority_per_minute)
        memory.breaks = (memory.breaks + len(hall.breaks)) / 2
        memory.break_minutes = (memory.break_minutes + sum(hall.breaks)) / 2
        memory.counter_hours = (memory.counter_hours + self._hours(hall)) / 2

    def _hours(self, hall: Hall) -> float:
        return hall.now / 60 * sum(one.is_open for one in hall.counters)

    def office(self, hall: Hall, *, without: Ticket | None = None) -> Office:
        """What the office can tell of itself at this moment."""
        memory, now = self.memory, hall.now
        return Office(
            counters=tuple(_serving(one, now) for one in hall.counters if one.is_open),
            ahead=tuple(self._waiting(one, now - one.arrival.at) for one in hall.order() if one is not without),
            recent={group: tuple(latest[-60:]) for group, latest in memory.recent.items()},
            standard=memory.standard,
            gaps=tuple(memory.gaps[-60:]),
            absent_share=(memory.absent + 1) / (memory.called + 20),
            due=tuple(self._coming(hall)),
            arrivals_with_priority_per_minute=memory.priority_per_minute,
            breaks_per_hour=(memory.breaks + len(hall.breaks)) / (memory.counter_hours + self._hours(hall)),
            break_minutes=(memory.break_minutes + sum(hall.breaks)) / (memory.breaks + len(hall.breaks)),
            in_a_row=PASSED_OVER,
            calibration=memory.calibration,
        )

    def _waiting(self, ticket: Ticket, waited: float) -> Waiting:
        said = self._open.get(ticket.number)
        told = said[0].computed if said else None
        return Waiting(ticket.arrival.group, Rank(ticket.arrival.rank), waited, told, waited)

    def _coming(self, hall: Hall) -> Iterator[Due]:
        """Appointments whose residents are not here yet; who comes early stands in the queue already."""
        here = {one.arrival.at for one in (*hall.waiting, *hall.called)}
        for one in self.day.arrivals:
            if one.rank != APPOINTMENT or one.slot is None or one.at in here:
                continue
            if -5 < one.slot - hall.now < DUE_WITHIN:
                yield Due(one.group, max(0.0, one.slot - hall.now - 5))

    def _look(self, hall: Hall) -> None:
        self._next_look = hall.now + LOOKS_EVERY
        office = self.office(hall)
        for ticket, said in zip(hall.order(), waits(office), strict=True):
            waited = hall.now - ticket.arrival.at
            if said.is_known and waited > 0:
                told = self._told(hall, ticket, office, said)
                self._looked.append((ticket.number, hall.now, replace(told, is_issue=False, waited=waited)))

    def _told(self, hall: Hall, ticket: Ticket, office: Office, said: Wait) -> Told:
        return Told(
            said.low,
            said.middle,
            said.high,
            said.over,
            _last_to_enter(hall, ticket),
            self._formula(office, ticket, said),
        )

    def _formula(self, office: Office, ticket: Ticket, said: Wait) -> float:
        """People ahead x mean / counters x 0.8, with the counters and the mean of this moment."""
        seen = [minutes for latest in office.recent.values() for minutes in latest]
        mean = sum(seen) / len(seen) if seen else sum(office.standard.values()) / len(office.standard)
        counters = sum(ticket.arrival.group in one.groups and not one.on_break for one in office.counters)
        return said.people_ahead * mean / max(counters, 1) * 0.8

    def _learn_lengths(self, hall: Hall) -> None:
        for group, minutes in hall.served[self._served :]:
            self.memory.recent.setdefault(group, []).append(minutes)
        self.memory.gaps.extend(hall.gaps[self._gaps :])
        self._served, self._gaps = len(hall.served), len(hall.gaps)


def live(
    memory: Memory,
    day: Day,
    *,
    seed: int,
    learns: bool = True,
    looks: bool = False,
    forecast: Forecast = wait,
) -> list[Told]:
    """Live one day in this office and say what its forecasts were worth; the office remembers."""
    judge = Judge(memory, day, learns=learns, looks=looks, forecast=forecast)
    return judge.end(Simulation(day, seed=seed, watcher=judge).run())


def _serving(counter: Counter, now: float) -> Serving:
    return Serving(
        counter.officer.groups,
        busy_with=counter.ticket.arrival.group if counter.ticket else None,
        since_minutes=now - counter.since,
        on_break=counter.back_at is not None,
        back_in_minutes=(counter.back_at or now) - now,
    )


def _last_to_enter(hall: Hall, ticket: Ticket) -> float:
    """The wait of the last one called who came for the same and with the same rank."""
    for one in reversed(hall.called):
        same = (one.arrival.group, one.arrival.rank) == (ticket.arrival.group, ticket.arrival.rank)
        if same and one.called_at is not None:
            return one.called_at - one.arrival.at
    last = hall.called[-1] if hall.called else None
    return (last.called_at or 0.0) - last.arrival.at if last else 0.0
