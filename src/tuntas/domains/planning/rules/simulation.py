"""What a hundred invented days say of a plan: who waits too long, which promises break, with their intervals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

from .demand import Visits
from .history import MINUTES, QUARTERS
from .kinds import Counts
from .queue import Piece, Queue, called, plans_of

LIMIT_MINUTES = 15.0
CONFIDENCE = 0.95
HALVES = QUARTERS // 2
_HALF = 2 * MINUTES

Standing = Sequence[Sequence[int]]  # of each kind how many counters are open in each of 96 quarters


@dataclass(frozen=True, slots=True)
class Days:
    """The replications of a day, with what no plan changes: who comes in each half hour, and their work."""

    queues: tuple[Queue, ...]
    people: tuple[int, ...]
    load: tuple[float, ...]  # counters that the people of each half hour keep busy on average
    whose: tuple[Counts, ...] = ()  # for each letter the kinds of counters that call it; none: all are alike


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people with its confidence interval over replications."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Who waited too long, by half hour of their coming, and their share of all."""

    late: tuple[int, ...]
    people: tuple[int, ...]
    share: Share
    letters: Mapping[int, Counter[int]] = field(default_factory=dict)  # by half hour whose people were late

    def part(self, half: int) -> float:
        return self.late[half] / self.people[half] if self.people[half] else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What simulated days say of a plan."""

    late: Share  # waited longer than the limit
    mean_wait: float
    wait_95: float  # what 95 of 100 people wait at most
    people: float  # served a day: who is sent on, at each letter
    late_by_half: tuple[float, ...]  # of those who came in each of 48 half hours
    overtime: float  # minutes after the last session until the last person was served, on average
    broken: Share | None = None  # promises broken, where the plan has desks that finish cases


def at_counters(
    visits: Iterable[Visits], limit_minutes: float = LIMIT_MINUTES, *, whose: Sequence[Counts] = ()
) -> Days:
    """People waiting for a counter that calls their letter."""
    return _days(
        (Queue(day.arrivals, day.minutes, (limit_minutes,) * len(day.arrivals), day.letters) for day in visits),
        whose,
    )


def at_desks(visits: Iterable[Visits], standing: Standing, *, whose: Sequence[Counts] = ()) -> Days:
    """Accepted cases waiting for a desk that finishes them: a promise that is to hold leaves them no more time."""
    plans = plans_of(standing, whose)
    return _days(_accepted(day, plans, whose) for day in visits)


def tally(
    days: Days, standing: Standing, *, confidence: float = CONFIDENCE, allowed: float | None = None
) -> Tally | None:
    """Who waits too long under this plan; None as soon as some half hour surely has more than the share `allowed`."""
    plans = plans_of(standing, days.whose)
    return _tallied(days, (called(queue, plans, days.whose) for queue in days.queues), confidence, allowed)


def _tallied(
    days: Days, calls_of_days: Iterable[Sequence[float]], confidence: float, allowed: float | None
) -> Tally | None:
    late = [0] * HALVES
    letters: dict[int, Counter[int]] = {}
    bounds = [math.inf if allowed is None else allowed * number + 1e-9 for number in days.people]
    of_days: list[tuple[int, int]] = []
    for queue, calls in zip(days.queues, calls_of_days, strict=True):
        waits = zip(range(len(calls)), queue.arrivals, calls, queue.limits, strict=True)
        hits = [number for number, arrival, call, limit in waits if call - arrival > limit]
        for number in hits:
            half = _half(queue.arrivals[number])
            late[half] += 1
            if late[half] > bounds[half]:
                return None
            if days.whose:
                letters.setdefault(half, Counter())[queue.letters[number]] += 1
        of_days.append((len(hits), len(calls)))
    return Tally(tuple(late), days.people, share(of_days, confidence), letters)


def outcome(days: Days, standing: Standing, *, cases: Days | None = None, desks: Sequence[int] = ()) -> Outcome:
    """Everything that is said of a plan: `standing` and, for the `cases` at desks, `desks` in each of 96 quarters."""
    plans, waits, overtime = plans_of(standing, days.whose), [], 0.0
    is_open = [quarter for counters in standing for quarter, number in enumerate(counters) if number]
    closing = max((quarter + 1 for quarter in is_open), default=0) * MINUTES
    calls_of_days = [called(queue, plans, days.whose) for queue in days.queues]
    for queue, calls in zip(days.queues, calls_of_days, strict=True):
        waits += [call - arrival for arrival, call in zip(queue.arrivals, calls, strict=True)]
        left = max(map(sum, zip(calls, queue.minutes, strict=True)), default=0.0)
        overtime += max(0.0, left - closing)
    waits.sort()
    late, number = _tallied(days, calls_of_days, CONFIDENCE, None), max(1, len(days.queues))
    broken = tally(cases, (desks,)) if cases else None
    assert late is not None  # noqa: S101  nothing is allowed or forbidden here
    return Outcome(
        late=late.share,
        mean_wait=sum(waits) / max(1, len(waits)),
        wait_95=waits[math.ceil(0.95 * len(waits)) - 1] if waits else 0.0,
        people=len(waits) / number,
        late_by_half=tuple(map(late.part, range(HALVES))),
        overtime=overtime / number,
        broken=broken.share if broken else None,
    )


def share(of_days: Iterable[tuple[int, int]], confidence: float) -> Share:
    """Hits among people over replications; a ratio, because days differ in people, so its variance is the ratio's."""
    pairs = list(of_days)
    hits, people = sum(hit for hit, _ in pairs), sum(number for _, number in pairs)
    if not people:
        return Share(0.0, 0.0, 0.0)
    value, number = hits / people, len(pairs)
    if number < 2:
        return Share(value, 0.0, 1.0)
    squares = sum((hit - value * of) ** 2 for hit, of in pairs)
    error = math.sqrt(squares / (number * (number - 1))) / (people / number)
    reach = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    # None (or all) among n people does not prove that there are none: the exact bound of Clopper and Pearson.
    possible = 1 - ((1 - confidence) / 2) ** (1 / people)
    low = value - reach if hits < people else 1 - possible
    high = value + reach if hits else possible
    return Share(value, max(0.0, low), min(1.0, high))


def _accepted(day: Visits, plans: Sequence[Sequence[Piece]], whose: Sequence[Counts]) -> Queue:
    calls = called(Queue(day.arrivals, day.minutes, (), day.letters), plans, whose)
    cases = sorted(
        (call + minutes, work, promised - work)
        for call, minutes, work, promised in zip(calls, day.minutes, day.finishing, day.promised, strict=True)
        if promised and call < math.inf
    )
    return Queue(*zip(*cases, strict=True)) if cases else Queue((), (), ())


def _days(queues: Iterable[Queue], whose: Sequence[Counts] = ()) -> Days:
    queues, people, busy = tuple(queues), [0] * HALVES, [0.0] * HALVES
    last = HALVES * _HALF
    for queue in queues:
        for arrival, minutes in zip(queue.arrivals, queue.minutes, strict=True):
            half = int(arrival / _HALF) if arrival < last else HALVES - 1
            people[half] += 1
            busy[half] += minutes
    each = _HALF * max(1, len(queues))
    return Days(queues, tuple(people), tuple(minutes / each for minutes in busy), tuple(whose))


def _half(minute: float) -> int:
    """The half hour of the day; what is accepted after midnight belongs to the last."""
    return min(HALVES - 1, int(minute / _HALF))
