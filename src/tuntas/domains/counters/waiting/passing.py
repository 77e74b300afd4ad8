"""When is each of the waiting called? The queue is let pass over the counters many times, at once for everybody.

In a fixed call order each ticket takes, of the counters that serve its group, the one that is free first; whoever stands
behind never changes that. So one pass in call order gives every ticket's wait, partial skills included. Only overtakers
(later arrivals with priority, appointments that come) are put in as their time comes, no more than the policy allows in
a row. Each pass draws lengths from stratified tables that are the same in every call: the same office gives the same
answer, and a little later nearly the same.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapreplace
from operator import add, mul
from random import Random

from .lengths import NORMAL, Length, gap, lengths
from .office import MOST_AHEAD, MOST_COUNTERS, MOST_DUE, ORDINARY, Office, Serving

MOST_OVERTAKERS = 60
READY_AFTER = 4  # gaps
BREAK_LATENESS = 0.3  # relative deviation of a break's end from what was announced
BREAK_OVERDUE = Length(
    mean=6.0, cv=1.0, doubt=0.0
)  # how much later an officer returns whose announced time is past

Heaps = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    heaps: Heaps
    minutes: list[float]
    is_ordinary: bool


def passes(office: Office) -> list[list[float]]:
    """For each ticket of `ahead` the minutes until its call in each pass, infinite where nobody serves its group."""
    counters = office.counters[:MOST_COUNTERS]
    ahead = office.ahead[:MOST_AHEAD]
    count = passes_for(len(ahead))
    known = lengths(office.recent, office.standard)
    draws = _Draws(office, known, count)
    skills = sorted({counter.groups for counter in counters}, key=sorted)
    serving = {group: tuple(number for number, skill in enumerate(skills) if group in skill) for group in known}
    free = [
        [draws.free(number, counter) for number, counter in enumerate(counters) if counter.groups == skill]
        for skill in skills
    ]
    steps = [
        _Step(serving.get(one.group, ()), draws.cycle(number, one.group), one.rank >= ORDINARY)
        for number, one in enumerate(ahead)
    ]
    overtakers = _overtakers(office, draws, serving)
    rows = [
        _pass(
            [sorted(one[number] for one in of_skill) for of_skill in free],
            steps,
            overtakers[number] if overtakers else (),
            number,
            office.in_a_row,
        )
        for number in range(count)
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def passes_for(waiting: int) -> int:
    """Fewer for a longer queue: sums over many are smoother, and the cost stays what it is."""
    if waiting <= 60:
        return 160
    return 96 if waiting <= 150 else 48


Overtaker = tuple[float, Heaps, float]  # comes in so many minutes, who serves it, for how long


def _pass(
    heaps: list[list[float]],
    steps: Sequence[_Step],
    overtakers: Sequence[Overtaker],
    number: int,
    in_a_row: int,
) -> list[float]:
    """The minutes until each step's call in one pass."""
    calls = []
    came, row = 0, 0
    for step in steps:
        options = step.heaps
        if not options:
            calls.append(math.inf)
            continue
        heap = _first(heaps, options)
        if step.is_ordinary:
            while came < len(overtakers) and row < in_a_row and overtakers[came][0] <= heap[0]:
                at, others, minutes = overtakers[came]
                came, row = came + 1, row + 1
                taker = _first(heaps, others)
                heapreplace(taker, max(at, taker[0]) + minutes)
                heap = _first(heaps, options)
            row = 0
        starts = heap[0]
        calls.append(starts)
        heapreplace(heap, starts + step.minutes[number])
    return calls


def _first(heaps: list[list[float]], options: Heaps) -> list[float]:
    best = heaps[options[0]]
    for number in options[1:]:
        if heaps[number][0] < best[0]:
            best = heaps[number]
    return best


class _Draws:
    """The lengths of every pass, from the fixed tables."""

    def __init__(self, office: Office, known: dict[str, Length], count: int) -> None:
        self.office, self.known, self.count = office, known, count
        self.gap = gap(office.gaps)
        self.common = min((one.doubt for one in known.values()), default=0.0) * 0.7
        self._cycles: dict[str, tuple[list[float], list[float]]] = {}

    def cycle(self, number: int, group: str) -> list[float]:
        """Minutes a counter is taken by the ticket at this place: its service and the gap, or a call to nobody."""
        if group not in self._cycles:
            self._cycles[group] = self._law(group)
        of_level, factor = self._cycles[group]
        return list(map(mul, map(of_level.__getitem__, _order(self.count, number)), factor))

    def free(self, number: int, counter: Serving) -> list[float]:
        """Minutes until this counter calls again."""
        order = _order(self.count, MOST_AHEAD + 2 * number)
        if counter.busy_with is not None and counter.busy_with in self.known:
            left = self.known[counter.busy_with].left(counter.since_minutes, _levels(self.count))
            free = [left[one] + self.gap.mean for one in order]
        else:
            free = self._gap_left(counter, order)
        if not counter.on_break:
            return free
        back = _back(counter.back_in_minutes, self.count)
        return [
            max(one, back[two])
            for one, two in zip(free, _order(self.count, MOST_AHEAD + 2 * number + 1), strict=True)
        ]

    def _gap_left(self, counter: Serving, order: Sequence[int]) -> list[float]:
        # Who has been free for long is ready for the next; nothing of a gap is left.
        if counter.since_minutes > READY_AFTER * self.gap.mean:
            return [0.0] * self.count
        left = self.gap.left(counter.since_minutes, _levels(self.count))
        return [left[one] for one in order]

    def _law(self, group: str) -> tuple[list[float], list[float]]:
        """Minutes at each level of probability, and each pass's factor for what is not known of the mean."""
        known = self.known[group]
        mean = known.mean + self.gap.mean
        cycle = Length(mean, math.sqrt(known.variance + self.gap.variance) / mean, 0.0)
        location, scale = cycle.law()
        absent = round(min(max(self.office.absent_share, 0.0), 0.9) * self.count)
        levels = _scores(self.count - absent)
        served = [math.exp(location + scale * score) for score in levels]
        own = math.sqrt(max(known.doubt**2 - self.common**2, 0.0))
        scores = _scores(self.count)
        every = [scores[one] * self.common for one in _order(self.count, -1)]
        alone = [scores[one] * own for one in _order(self.count, -2 - sorted(self.known).index(group))]
        factor = list(map(math.exp, map(add, every, alone)))
        return [self.office.absent_minutes] * absent + served, factor


def _overtakers(office: Office, draws: _Draws, serving: dict[str, Heaps]) -> list[list[Overtaker]]:
    """For each pass who comes later and is called before the ordinary tickets, in order of coming."""
    groups = sorted({one.group for one in office.ahead if serving.get(one.group)})
    rate = office.arrivals_with_priority_per_minute
    due = [one for one in office.due[:MOST_DUE] if serving.get(one.group)]
    if not groups or (rate <= 0 and not due):
        return []
    # Who comes wants what those who are here want.
    mix = [one.group for one in office.ahead if serving.get(one.group)]
    came: list[list[Overtaker]] = [[] for _ in range(draws.count)]
    if rate > 0:
        random = Random(7)  # noqa: S311 – a table of draws, not a secret
        kinds = {group: [draws.cycle(number, group) for number in range(8)] for group in groups}
        for number in range(draws.count):
            at = 0.0
            for other in range(MOST_OVERTAKERS):
                at += random.expovariate(1.0) / rate
                group = mix[int(random.random() * len(mix))]
                came[number].append((at, serving[group], kinds[group][other % 8][number]))
    for place, one in enumerate(due):
        minutes = draws.cycle(MOST_AHEAD + 2 * MOST_COUNTERS + place, one.group)
        for number in range(draws.count):
            insort(came[number], (max(one.in_minutes, 0.0), serving[one.group], minutes[number]))
    return came


def _back(announced: float, count: int) -> list[float]:
    if announced <= 0:
        return BREAK_OVERDUE.left(-announced, _levels(count))
    return [announced * math.exp(BREAK_LATENESS * score) for score in _scores(count)]


@lru_cache(maxsize=64)
def _levels(count: int) -> tuple[float, ...]:
    return tuple((number + 0.5) / count for number in range(count))


@lru_cache(maxsize=64)
def _scores(count: int) -> tuple[float, ...]:
    """The normal scores of the levels."""
    return tuple(map(NORMAL.inv_cdf, _levels(count)))


@lru_cache(maxsize=2048)
def _order(count: int, number: int) -> tuple[int, ...]:
    """In which order one place in the queue meets the levels: each level once, otherwise by chance, always the same."""
    order = list(range(count))
    Random(count * 10_007 + number).shuffle(order)  # noqa: S311 – a table of draws, not a secret
    return tuple(order)
