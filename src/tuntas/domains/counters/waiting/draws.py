"""The lengths that each pass of the queue draws: stratified tables, the same in every call."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add, mul
from random import Random

from .lengths import NORMAL, Length, gap
from .office import MOST_AHEAD, Office, Serving

MOST_OVERTAKERS = 60
READY_AFTER = 4  # gaps
BREAK_LATENESS = 0.3  # relative deviation of a break's end from what was announced
# How much later an officer returns whose announced time is past.
BREAK_OVERDUE = Length(mean=6.0, cv=1.0, doubt=0.0)


class Draws:
    """The lengths of every pass, from the fixed tables."""

    def __init__(self, office: Office, known: dict[str, Length], count: int) -> None:
        self.office, self.known, self.count = office, known, count
        self.gap = gap(office.gaps)
        self.gaps = self.gap.left(0.0, levels_of(count))
        self.common = min((one.doubt for one in known.values()), default=0.0) * 0.7
        self._cycles: dict[str, tuple[list[float], list[float]]] = {}

    def cycle(self, number: int, group: str) -> list[float]:
        """Minutes a counter is taken by the ticket at this place: its service and the gap, or a call to nobody."""
        if group not in self._cycles:
            self._cycles[group] = self._law(group)
        of_level, factor = self._cycles[group]
        return list(map(mul, map(of_level.__getitem__, shuffled(self.count, number)), factor))

    def free(self, number: int, counter: Serving) -> list[float]:
        """Minutes until this counter calls again."""
        order = shuffled(self.count, MOST_AHEAD + 3 * number)
        if counter.busy_with is not None and counter.busy_with in self.known:
            of_group = self.known[counter.busy_with]
            left = of_group.left(counter.since_minutes, levels_of(self.count))
            after = list(map(add, self.gaps, self._breaks(of_group.mean + self.gap.mean)))
            others = shuffled(self.count, MOST_AHEAD + 3 * number + 2)
            free = [left[one] + after[two] for one, two in zip(order, others, strict=True)]
        else:
            free = self._gap_left(counter, order)
        if not counter.on_break:
            return free
        back = _back(counter.back_in_minutes, self.count)
        return [
            max(one, back[two])
            for one, two in zip(free, shuffled(self.count, MOST_AHEAD + 3 * number + 1), strict=True)
        ]

    def _gap_left(self, counter: Serving, order: Sequence[int]) -> list[float]:
        # Who has been free for long is ready for the next; nothing of a gap is left.
        if counter.since_minutes > READY_AFTER * self.gap.mean:
            return [0.0] * self.count
        left = self.gap.left(counter.since_minutes, levels_of(self.count))
        return [left[one] for one in order]

    def _law(self, group: str) -> tuple[list[float], list[float]]:
        """Minutes at each level of probability, and each pass's factor for what is not known of the mean."""
        known = self.known[group]
        mean = known.mean + self.gap.mean
        cycle = Length(mean, math.sqrt(known.variance + self.gap.variance) / mean, 0.0)
        location, scale = cycle.law()
        absent = round(min(max(self.office.absent_share, 0.0), 0.9) * self.count)
        served = [math.exp(location + scale * score) for score in normal_scores(self.count - absent)]
        for place, minutes in enumerate(self._breaks(mean)[absent:]):
            served[place] += minutes
        own = math.sqrt(max(known.doubt**2 - self.common**2, 0.0))
        scores = normal_scores(self.count)
        every = [scores[one] * self.common for one in shuffled(self.count, -1)]
        alone = [scores[one] * own for one in shuffled(self.count, -2 - sorted(self.known).index(group))]
        factor = list(map(math.exp, map(add, every, alone)))
        return [self.office.absent_minutes] * absent + served, factor

    def _breaks(self, minutes: float) -> list[float]:
        """At each level the minutes of a break that begins before the next call, `minutes` after the last; mostly 0."""
        chance = min(max(self.office.breaks_per_hour, 0.0) * minutes / 60, 0.5)
        taken = round(chance * self.count)
        found = [0.0] * self.count
        lengths = Length(max(self.office.break_minutes, 0.1), 0.6, 0.0).left(0.0, levels_of(max(taken, 1)))
        for place, one in zip(shuffled(self.count, -99)[:taken], lengths[:taken], strict=True):
            found[place] = one
        return found


def _back(announced: float, count: int) -> list[float]:
    if announced <= 0:
        return BREAK_OVERDUE.left(-announced, levels_of(count))
    return [announced * math.exp(BREAK_LATENESS * score) for score in normal_scores(count)]


@lru_cache(maxsize=64)
def levels_of(count: int) -> tuple[float, ...]:
    return tuple((number + 0.5) / count for number in range(count))


@lru_cache(maxsize=64)
def normal_scores(count: int) -> tuple[float, ...]:
    """The normal scores of the levels."""
    return tuple(map(NORMAL.inv_cdf, levels_of(count)))


@lru_cache(maxsize=2048)
def shuffled(count: int, number: int) -> tuple[int, ...]:
    """In which order one place in the queue meets the levels: each level once, otherwise by chance, always the same."""
    order = list(range(count))
    Random(count * 10_007 + number).shuffle(order)  # noqa: S311 – a table of draws, not a secret
    return tuple(order)


@lru_cache(maxsize=8)
def comers(count: int) -> tuple[tuple[float, ...], ...]:
    """For each pass the moments of arrivals at rate 1."""
    random = Random(7)  # noqa: S311 – a table of draws, not a secret
    return tuple(
        tuple(accumulate(random.expovariate(1.0) for _ in range(MOST_OVERTAKERS))) for _ in range(count)
    )
