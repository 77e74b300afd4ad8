"""Invented arrivals with known weekdays, holidays, seasons and chance: for tests, figures and demonstrations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .history import QUARTERS, DayKind, History, OpenDay, Season, kind_of

OPEN = tuple(range(30, 64))  # 07.30 to 16.00
WEEKDAYS = (1.35, 1.05, 0.95, 0.9, 0.75)
KINDS = {DayKind.AFTER_CLOSED: 1.3, DayKind.BEFORE_CLOSED: 0.85}
SEASONS = {Season.SCHOOL: 1.25, Season.NEW_YEAR: 1.1}


@dataclass(frozen=True)
class Play:
    """How an invented office is visited."""

    groups: Mapping[str, float]  # usual arrivals a day
    day_variance: float = 0.02
    growth_a_year: float = 0.05
    weekdays: Sequence[float] = WEEKDAYS
    quarters: tuple[int, ...] = OPEN
    kinds: Mapping[DayKind, float] = field(default_factory=lambda: dict(KINDS))
    seasons: Mapping[Season, float] = field(default_factory=lambda: dict(SEASONS))


def days_between(
    first: date, last: date, *, shut: Iterable[date] = (), quarters: tuple[int, ...] = OPEN
) -> tuple[OpenDay, ...]:
    """Every weekday from `first` to `last` that is not shut; the days beyond both ends count as open."""
    closed = set(shut)
    around = [first + timedelta(days=number) for number in range(-7, (last - first).days + 8)]
    open_days = {day for day in around if day.weekday() < 5 and day not in closed}
    return tuple(
        OpenDay(day, quarters, kind_of(day, open_days.__contains__))
        for day in around
        if day in open_days and first <= day <= last
    )


def history(days: Sequence[OpenDay], play: Play, *, seed: int) -> History:
    """Counts for every group, day and quarter; the same seed gives the same."""
    draw = Random(seed)  # noqa: S311  a play, not a secret
    busy = [_gamma(draw, play.day_variance) for _day in days]
    counts = {
        group: tuple(_row(draw, day, usual * busy[number], number, play) for number, day in enumerate(days))
        for group, usual in play.groups.items()
    }
    return History(tuple(days), counts)


def shape(quarter: int, quarters: Sequence[int]) -> float:
    """A morning's crowd that falls off at noon, and a smaller one after it."""
    at = (quarter - quarters[0]) / max(1, len(quarters) - 1)
    return 0.35 + 1.6 * math.exp(-((at - 0.18) ** 2) / 0.03) + 0.8 * math.exp(-((at - 0.7) ** 2) / 0.02)


def _row(draw: Random, day: OpenDay, usual: float, number: int, play: Play) -> tuple[int, ...]:
    weekday = play.weekdays[day.on.weekday()] if day.on.weekday() < len(play.weekdays) else 1.0
    growth = (1 + play.growth_a_year) ** (number / 250)
    whole = usual * growth * weekday * play.kinds.get(day.kind, 1.0) * play.seasons.get(day.season, 1.0)
    weights = [shape(quarter, day.quarters) for quarter in day.quarters]
    row = [0] * QUARTERS
    for quarter, weight in zip(day.quarters, weights, strict=True):
        row[quarter] = _poisson(draw, whole * weight / sum(weights))
    return tuple(row)


def _gamma(draw: Random, variance: float) -> float:
    return draw.gammavariate(1 / variance, variance) if variance else 1.0


def _poisson(draw: Random, mean: float) -> int:
    """By the gaps between arrivals: means are a few people a quarter."""
    reached, count = draw.expovariate(1.0), 0
    while reached < mean:
        reached += draw.expovariate(1.0)
        count += 1
    return count
