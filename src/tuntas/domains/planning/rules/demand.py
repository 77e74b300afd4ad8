"""One invented day after another: who comes when and how long they take, drawn so that plans can be compared.

Common random numbers: each group of each replication has a source of its own, and a person's luck hangs on their
number in it. Other counters, or 30 % more people, meet the same day, so a difference is the plan's and not chance's.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from .history import MINUTES

REPLICATIONS = 100


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes at a counter: log-normal by mean and coefficient of variation, or drawn from a sample of real ones."""

    mean_minutes: float
    variation: float = 0.7
    sample: tuple[float, ...] = ()

    def drawing(self, source: Random) -> Callable[[], float]:
        """Minutes of one person after another."""
        if self.sample:
            sample, number, random = self.sample, len(self.sample), source.random
            return lambda: sample[int(random() * number)]
        if self.variation == 1.0:
            rate, exponential = 1 / self.mean_minutes, source.expovariate
            return lambda: exponential(rate)
        spread = math.log1p(self.variation**2)
        middle, width, gauss, exp = (
            math.log(self.mean_minutes) - spread / 2,
            math.sqrt(spread),
            source.gauss,
            math.exp,
        )
        return lambda: exp(gauss(middle, width))

    @property
    def mean(self) -> float:
        return sum(self.sample) / len(self.sample) if self.sample else self.mean_minutes


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a case still needs after the counter accepted it, and within how many minutes it was promised."""

    share: float  # of this group's people whose visit starts a promise
    work: Work
    promise_minutes: float


@dataclass(frozen=True, slots=True)
class Group:
    """One service group on one day: expected arrivals in each of 96 quarters and what each takes."""

    rates: tuple[float, ...]
    work: Work
    finishing: Finishing | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """A day that may come. `spread`: relative variance of the whole day around what is expected."""

    groups: Mapping[str, Group]
    spread: float = 0.0
    changeover_minutes: float = 0.5  # from one person's leaving to the next one's being called
    seed: int = 1
    replications: int = REPLICATIONS

    def per_minute(self) -> tuple[float, ...]:
        """Arrivals a minute in each quarter, all groups."""
        return tuple(
            sum(column) / MINUTES for column in zip(*(one.rates for one in self.groups.values()), strict=True)
        )

    def loads(self) -> tuple[float, ...]:
        """Minutes of work that each group brings, in the order of their names."""
        changeover = self.changeover_minutes
        return tuple(
            sum(group.rates) * (group.work.mean + changeover) for _, group in sorted(self.groups.items())
        )

    @property
    def mean_minutes(self) -> float:
        """What a person takes a counter for on average, changeover included."""
        people = {name: sum(group.rates) for name, group in self.groups.items()}
        whole = sum(people.values())
        if not whole:
            return 0.0
        minutes = sum(people[name] * group.work.mean for name, group in self.groups.items())
        return minutes / whole + self.changeover_minutes


@dataclass(frozen=True, slots=True)
class Visits:
    """One replication: people in order of arrival. `finishing` is 0 where nothing was promised."""

    arrivals: Sequence[float]  # minutes since midnight
    minutes: Sequence[float]  # that a counter is taken for, changeover included
    finishing: Sequence[float] = field(default=())
    promised: Sequence[float] = field(default=())
    letters: Sequence[int] = field(default=())  # the place of each person's group among all


def replications(demand: Demand) -> list[Visits]:
    """All replications of a day; the same demand and seed give the same people."""
    groups = [(group, [0.0, *accumulate(group.rates)]) for _name, group in sorted(demand.groups.items())]
    return [_visits(demand, groups, number) for number in range(demand.replications)]


def _visits(demand: Demand, groups: Sequence[tuple[Group, Sequence[float]]], number: int) -> Visits:
    # Whole numbers as seeds: a text would be hashed first, which takes longer than most days take to draw.
    seed = (demand.seed * 1_000_003 + number) * 64
    busy = _busy(Random(seed), demand.spread)  # noqa: S311  chance, not a secret
    people: list[tuple[float, float, float, float, int]] = []
    for place, (group, reached) in enumerate(groups):
        people += _people(Random(seed + 1 + place), group, reached, busy, place)  # noqa: S311
    if not people:
        return Visits((), ())
    people.sort()
    changeover = demand.changeover_minutes
    arrivals, minutes, finishing, promised, letters = zip(*people, strict=True)
    return Visits(arrivals, [each + changeover for each in minutes], finishing, promised, letters)


def _busy(source: Random, spread: float) -> float:
    return max(1e-9, source.gammavariate(1 / spread, spread)) if spread > 0 else 1.0


def _people(
    source: Random, group: Group, reached: Sequence[float], busy: float, place: int
) -> Iterator[tuple[float, float, float, float, int]]:
    """A Poisson stream of changing rate: a steady one, read on a clock that runs as fast as people are expected."""
    whole, gap, work = reached[-1], source.expovariate, group.work.drawing(source)
    finishing, at = group.finishing, source.expovariate(busy)
    after_work = finishing.work.drawing(source) if finishing else None
    while at < whole:
        quarter = bisect_right(reached, at) - 1
        part = (at - reached[quarter]) / (reached[quarter + 1] - reached[quarter])
        minutes, after, promised = work(), 0.0, 0.0
        if finishing and after_work and source.random() < finishing.share:
            after, promised = after_work(), finishing.promise_minutes
        yield (quarter + part) * MINUTES, minutes, after, promised, place
        at += gap(busy)
