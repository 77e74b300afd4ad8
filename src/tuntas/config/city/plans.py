"""The whole traffic of some days as steps in the order of time: who comes, who serves, what goes wrong. Pure.

Officers serve one case at a time, the oldest first, in the office's own hours; what meets an outage waits for its end.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from tuntas.domains.offices.rules import Calendar

from .offices import Pace, Span

BIRTH, LOST, CHANGE = "akta-kelahiran", "ktp-el-hilang", "perubahan-kk"
_SERVICES = (BIRTH, LOST, CHANGE)
_SHARES = (40, 35, 25)


class Fate(StrEnum):
    """How an application goes."""

    STRAIGHT = "straight"
    RETURNED = "returned"
    CONTESTED = "contested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_FATES = (86, 7, 2, 2, 3)
_NIGHT, _MORNING, _BURST = 0.05, 2.0, 3.0
_BUSIEST = _MORNING * _BURST
_WEIGHT_OF_A_DAY = 7 * _NIGHT + 5 * _MORNING + 12


class What(StrEnum):
    """One step of a case: each is one call of a real action."""

    SUBMIT = "submit"
    TAKE = "take"
    RETURN = "return"
    COMPLETE = "complete"
    CONTEST = "contest"
    DECIDE = "decide"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    CAUSE = "cause"
    MAKE = "make"
    PRINT = "print"
    HAND_OVER = "hand_over"
    ANSWER = "answer"


@dataclass(frozen=True, order=True)
class Step:
    """What happens to which case, and when."""

    at: datetime
    case: int
    order: int
    what: What = field(compare=False)
    office: str = field(compare=False)
    service: str = field(compare=False)


@dataclass(frozen=True)
class Office:
    """What a plan knows of an office."""

    code: str
    calendar: Calendar
    pace: Pace
    residents: int


def steps(
    offices: Sequence[Office],
    *,
    seed: int,
    begins: datetime,
    ends: datetime,
    cases_a_day: int,
    outages: Sequence[Span] = (),
    bursts: Sequence[Span] = (),
) -> list[Step]:
    """Every step that falls between the two moments; what is open at the end stays open."""
    first = 0
    found: list[Step] = []
    busy = sum(one.pace.business for one in offices)
    for office in offices:
        daily = cases_a_day * office.pace.business / busy
        arriving = _arrivals(office.code, daily, seed, begins, ends, bursts)
        day = _Day(office, seed, outages)
        for number, at in enumerate(arriving, start=first):
            found += (step for step in day.case(number, at) if step.at < ends)
        first += len(arriving)
    return sorted(found)


def _arrivals(
    office: str, daily: float, seed: int, begins: datetime, ends: datetime, bursts: Sequence[Span]
) -> list[datetime]:
    """Moments at which somebody sends a form: from six in the morning to eleven at night, most before noon."""
    draw = Random(f"{seed}/arrivals/{office}")  # noqa: S311 – a play, not a secret
    moments: list[datetime] = []
    at = begins
    while True:
        # Drawn as if it were always the busiest hour of a burst; then as many stay as the hour has.
        at += timedelta(hours=draw.expovariate(daily / _WEIGHT_OF_A_DAY * _BUSIEST))
        if at >= ends:
            return moments
        hour = (at.hour + 7) % 24  # the offices' own time
        weight = _NIGHT if hour < 6 or hour > 22 else _MORNING if 7 <= hour < 12 else 1.0
        weight *= _BURST if any(burst.holds(office, at) for burst in bursts) else 1
        if draw.random() < weight / _BUSIEST:
            moments.append(at.replace(microsecond=0))


class _Day:
    """One office at work."""

    def __init__(self, office: Office, seed: int, outages: Sequence[Span]) -> None:
        self.office, self.seed = office, seed
        self.outages = [span for span in outages if office.code in span.offices]
        # When each officer who has begun to serve is free again.
        self.officers: list[datetime] = []

    def case(self, number: int, at: datetime) -> Iterator[Step]:
        """All steps of one case, whenever they fall."""
        draw = Random(f"{self.seed}/case/{self.office.code}/{number}")  # noqa: S311
        service = draw.choices(_SERVICES, weights=_SHARES)[0]
        fate = draw.choices(list(Fate), weights=_FATES)[0]
        for order, (what, when) in enumerate(self._story(draw, service, fate, at)):
            yield Step(when.replace(microsecond=0), number, order, what, self.office.code, service)

    def _story(self, draw: Random, service: str, fate: Fate, at: datetime) -> Iterator[tuple[What, datetime]]:
        yield What.SUBMIT, at
        if fate is Fate.WITHDRAWN and draw.random() < 0.5:
            yield What.WITHDRAW, at + self._minutes(draw, 9)
            return
        taken = self._officer_free(at) + timedelta(seconds=draw.randrange(10, 90))
        yield What.TAKE, taken
        checked = self._worked(taken, self._minutes(draw, 4))
        if fate is Fate.RETURNED or fate is Fate.CONTESTED:
            yield What.RETURN, checked
            back = checked + self._minutes(draw, 90)
            if fate is Fate.CONTESTED:
                yield What.CONTEST, back
                back = self._worked(back, self._minutes(draw, 30))
                yield What.DECIDE, back
            else:
                yield What.COMPLETE, back
            checked = self._worked(back, self._minutes(draw, 4))
        self._keep_busy_until(checked)
        if fate is Fate.REFUSED:
            yield What.REFUSE, checked
            return
        yield What.ACCEPT, checked
        yield from self._delivered(draw, service, checked)

    def _delivered(self, draw: Random, service: str, at: datetime) -> Iterator[tuple[What, datetime]]:
        if service != LOST:
            decided = self._worked(at, self._minutes(draw, 4))
            up = self._up_again(decided)
            if up != decided:
                yield What.CAUSE, decided
            at = up + timedelta(seconds=draw.randrange(5, 60)) if up != decided else decided
            yield What.APPROVE, at
        at += timedelta(seconds=draw.randrange(8, 40))
        yield What.MAKE, at
        if service != CHANGE:
            at = self._worked(at, self._minutes(draw, 2.5))
            yield What.PRINT, at
        collected = self.office.calendar.next_open(at + self._minutes(draw, 100))
        yield What.HAND_OVER, collected
        if draw.random() < 0.45:
            yield What.ANSWER, collected + self._minutes(draw, 40)

    def _minutes(self, draw: Random, middle: float) -> timedelta:
        """Most take about the middle, some many times that; slow offices take longer for everything."""
        return timedelta(minutes=middle * self.office.pace.slowness * draw.lognormvariate(0, 0.6))

    def _worked(self, start: datetime, length: timedelta) -> datetime:
        return self.office.calendar.add_open_time(start, length)

    def _officer_free(self, at: datetime) -> datetime:
        """When the next officer turns to a case that is there since `at`."""
        if len(self.officers) < self.office.pace.officers:
            return self.office.calendar.next_open(at)
        return self.office.calendar.next_open(max(at, heapq.heappop(self.officers)))

    def _keep_busy_until(self, at: datetime) -> None:
        heapq.heappush(self.officers, at)

    def _up_again(self, at: datetime) -> datetime:
        """The end of the outages that this moment falls into."""
        for span in sorted(self.outages, key=lambda one: one.begins):
            if span.holds(self.office.code, at):
                at = span.ends
        return at
