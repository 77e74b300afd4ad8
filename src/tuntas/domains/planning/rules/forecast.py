"""How many people will come on a day, by group and quarter of an hour, and between which bounds.

A multiplicative seasonal model: usual day × weekday × kind of day (after a holiday) × season, spread over the day by a
curve for each weekday. Groups lean on their office, an office leans on the city. Counts are Poisson around a day that
is itself more or less busy than expected (gamma), so together negative binomial.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from . import curve, factors
from .curve import Curve
from .factors import Factors, Level
from .history import QUARTERS, History, OpenDay

INTERVAL = 0.8


@dataclass(frozen=True, slots=True)
class Model:
    """What an office's history says."""

    levels: Mapping[str, Level]
    curves: Mapping[str, Curve]
    office: Level
    onward: Model | None = None  # of who comes to a group from another one

    def day(self, day: OpenDay) -> Forecast:
        """The forecast for one open day, in or after the history."""
        rates = {
            group: tuple(level.expected(day) * share for share in self.curves[group].shares(day))
            for group, level in self.levels.items()
        }
        return Forecast(day, rates, self.office.spread, self.onward.day(day).rates if self.onward else {})


@dataclass(frozen=True, slots=True)
class Pool:
    """Factors and curve of the larger whole, towards which an office that says little is pulled."""

    factors: Factors
    curve: Curve


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected arrivals of each group in each of 96 quarters; `spread` is the relative variance of the whole day.

    `onward`: who comes to a group from another one. They are work there, and nobody more who comes to the office.
    """

    day: OpenDay
    rates: Mapping[str, tuple[float, ...]]
    spread: float
    onward: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def waiting(self) -> dict[str, tuple[float, ...]]:
        """Who is expected to wait for each group, wherever they come from."""
        nobody = (0.0,) * QUARTERS
        return {
            group: tuple(
                map(sum, zip(self.rates.get(group, nobody), self.onward.get(group, nobody), strict=True))
            )
            for group in {**self.rates, **self.onward}
        }

    def without(self, groups: Collection[str]) -> Forecast:
        """Of everybody but who comes for these."""
        kept = (
            {group: row for group, row in rows.items() if group not in groups}
            for rows in (self.rates, self.onward)
        )
        return Forecast(self.day, next(kept), self.spread, next(kept))

    def expected(self, first: int = 0, last: int = QUARTERS) -> float:
        """People expected from quarter `first` until before quarter `last`, all groups."""
        return sum(sum(row[first:last]) for row in self.rates.values())

    def bounds(self, first: int = 0, last: int = QUARTERS, *, share: float = INTERVAL) -> tuple[int, int]:
        """The interval that the count lies in with probability `share` or a little more: counts are whole."""
        mean, rest = self.expected(first, last), (1 - share) / 2
        return quantile(rest, mean, self.spread), quantile(1 - rest, mean, self.spread)


def fitted(history: History, *, pool: Pool | None = None) -> Model:
    """The model of an office's history, which may be short: with no day at all it expects nobody."""
    together = history.together() if history.counts else ()
    office = factors.fitted(history.days, [sum(row) for row in together], prior=pool.factors if pool else None)
    shape = (
        curve.fitted(history.days, together, prior=pool.curve if pool else None) if history.days else Curve()
    )
    return Model(
        levels={
            group: factors.fitted(history.days, history.totals(group), prior=office.factors)
            for group in history.counts
        },
        curves={
            group: curve.fitted(history.days, rows, prior=shape) if history.days else shape
            for group, rows in history.counts.items()
        },
        office=office,
        onward=fitted(History(history.days, history.onward), pool=pool) if history.onward else None,
    )


def pooled(history: History) -> Pool:
    """What the counts of a whole city say."""
    together = history.together()
    level = factors.fitted(history.days, [sum(row) for row in together])
    return Pool(level.factors, curve.fitted(history.days, together))


def quantile(share: float, mean: float, spread: float) -> int:
    """The smallest count that a negative binomial count (variance mean + spread × mean²) does not exceed with `share`."""
    if mean <= 0:
        return 0
    if spread <= 1e-9:
        spread = 1e-9
    shape = 1 / spread
    log_odds = math.log(mean / (mean + shape))
    # In logarithms: of many people nobody comes with a chance below the smallest number there is.
    log_chance, count = -shape * math.log1p(mean * spread), 0
    reached = math.exp(log_chance)
    while reached < share and count < 100_000:
        count += 1
        log_chance += math.log((count - 1 + shape) / count) + log_odds
        reached += math.exp(log_chance)
    return count
