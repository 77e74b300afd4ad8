"""One office's waiting room on one day: its officers open, call, serve, rest and close. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from .offices import Pace
from .queues import Coming, Do, Turn

COUNTERS = 2
_CAUSES = ("sign", "kiosk", "room", "officer")
_SERVED, _ABSENT, _PARKED, _SENT_ON = "served", "absent", "parked", "sent_on"
_ENDS = (_SERVED, _ABSENT, _PARKED, _SENT_ON)
_SHARES = (86, 5, 5, 4)
_MIDDLE_MINUTES, _BREAK_MINUTES = 9.0, 40


@dataclass
class Desk:
    """A counter and who sits there."""

    number: int
    break_from: datetime
    is_idle: bool = False
    has_somebody: bool = False
    had_break: bool = False


def day(
    office: str, pace: Pace, opens: datetime, closes: datetime, coming: Iterable[Coming], *, seed: int
) -> list[Turn]:
    """All turns of one office on one day, in the order of time."""
    return sorted(Room(office, pace, opens, closes, seed).turns(coming))


class Room:
    """Who waits is a number here; the order of events alone decides when a counter is free for the next."""

    def __init__(self, office: str, pace: Pace, opens: datetime, closes: datetime, seed: int) -> None:
        self.office, self.pace, self.opens, self.closes = office, pace, opens, closes
        self.draw = Random(f"{seed}/room/{office}/{opens.isoformat()}")  # noqa: S311 – a play, not a secret
        self.waiting = self.order = 0
        self.parked: list[datetime] = []  # when each is back with what was missing
        self.events: list[tuple[datetime, int, str, Desk | Coming | None]] = []
        self.desks = [
            Desk(number, opens + timedelta(hours=3.5, minutes=45 * number))
            for number in range(1, min(pace.officers, COUNTERS) + 1)
        ]

    def turns(self, coming: Iterable[Coming]) -> Iterator[Turn]:
        for one in coming:
            self._later(one.at, "comes", one)
        for desk in self.desks:
            self._later(self.opens + self._seconds(0, 480), "opens", desk)
        while self.events:
            at, _, event, what = heapq.heappop(self.events)
            yield from getattr(self, f"_{event}")(at, what)

    def _comes(self, at: datetime, one: Coming) -> Iterator[Turn]:
        yield self._turn(at, Do.ISSUE, coming=one)
        if one.patience:
            self._later(at + one.patience, "goes")
        self._joins(at)

    def _joins(self, at: datetime) -> None:
        self.waiting += 1
        idle = next((desk for desk in self.desks if desk.is_idle), None)
        if idle:
            idle.is_idle = False
            self._later(at + self._seconds(5, 25), "is_free", idle)

    def _goes(self, at: datetime, _: None) -> Iterator[Turn]:
        if self.waiting:
            self.waiting -= 1
            yield self._turn(at, Do.LEAVE)

    def _opens(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        yield self._turn(at, Do.OPEN, desk)
        self._later(at + self._seconds(20, 90), "is_free", desk)

    def _is_free(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        """The counter's next thing: its break, somebody who is back, the next who waits, closing, or nothing."""
        if at >= desk.break_from and not desk.had_break:
            desk.had_break = True
            yield from self._let_go(at, desk)
            yield self._turn(at + timedelta(seconds=1), Do.PAUSE, desk)
            self._later(at + timedelta(minutes=_BREAK_MINUTES), "resumes", desk)
        elif self.parked and self.parked[0] <= at:
            self.parked.pop(0)
            yield from self._calls(at, desk, Do.CALL_BACK, _SERVED)
        elif self.waiting:
            self.waiting -= 1
            yield from self._calls(at, desk, Do.CALL, self.draw.choices(_ENDS, weights=_SHARES)[0])
        else:
            yield from self._let_go(at, desk)
            yield from self._rests(at, desk)

    def _rests(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        if at >= self.closes:
            yield self._turn(at + timedelta(seconds=2), Do.CLOSE, desk)
            return
        desk.is_idle = True
        times = [self.closes, desk.break_from, *self.parked]
        self._later(min(then for then in times if then > at), "looks_up", desk)

    def _looks_up(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        """Nobody came meanwhile: the time has come for something else."""
        if desk.is_idle:
            desk.is_idle = False
            yield from self._is_free(at, desk)

    def _resumes(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        yield self._turn(at, Do.RESUME, desk)
        self._later(at + self._seconds(5, 30), "is_free", desk)

    def _let_go(self, at: datetime, desk: Desk) -> Iterator[Turn]:
        if desk.has_somebody:
            desk.has_somebody = False
            yield self._turn(at, Do.FINISH, desk)

    def _calls(self, at: datetime, desk: Desk, call: Do, end: str) -> Iterator[Turn]:
        """Calling the next finishes whoever was there."""
        yield self._turn(at, call, desk)
        desk.has_somebody = end == _SERVED
        free = at + timedelta(seconds=130)
        if end == _ABSENT:
            yield self._turn(at + timedelta(seconds=45), Do.RECALL, desk)
            yield self._turn(at + timedelta(seconds=90), Do.RECALL, desk)
            yield self._turn(at + timedelta(seconds=125), Do.ABSENT, desk)
        else:
            here = at + self._seconds(12, 60)
            yield self._turn(here, Do.BEGIN, desk)
            free = here + self._length(1.0 if end == _SERVED else 0.2)
            if end == _PARKED:
                yield self._turn(free, Do.PARK, desk)
                self.parked = sorted([*self.parked, free + self._seconds(600, 1500)])
            elif end == _SENT_ON:
                yield self._turn(free, Do.SEND_ON, desk, cause=self.draw.choice(_CAUSES))
                self._later(free + timedelta(seconds=1), "sent_on")
        self._later(free + self._seconds(3, 12), "is_free", desk)

    def _sent_on(self, at: datetime, _: None) -> Iterator[Turn]:
        self._joins(at)
        yield from ()

    def _length(self, part: float) -> timedelta:
        minutes = _MIDDLE_MINUTES * part * self.pace.slowness * self.draw.lognormvariate(0, 0.55)
        return timedelta(seconds=max(20, round(60 * minutes)))

    def _seconds(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.draw.randrange(least, most))

    def _later(self, at: datetime, event: str, what: Desk | Coming | None = None) -> None:
        self.order += 1
        heapq.heappush(self.events, (at, self.order, event, what))

    def _turn(
        self,
        at: datetime,
        what: Do,
        desk: Desk | None = None,
        *,
        coming: Coming | None = None,
        cause: str = "",
    ) -> Turn:
        self.order += 1
        return Turn(at, self.office, self.order, what, desk.number if desk else 0, coming, cause)
