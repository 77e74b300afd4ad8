"""How far the forecast was off on weeks that it had not seen, beside two that need no model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from .forecast import Pool, fitted
from .history import History, OpenDay

WEEKS = 6
FEWEST_DAYS = 40  # of history before the first week that is held out

Row = tuple[float, ...]
Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Error:
    """Mean absolute errors: people a quarter of an hour of one group, and people a day of the office."""

    quarter: float
    day: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """Each week was forecast from what was known on its first morning."""

    days: int
    model: Error
    mean: Error  # naive: the mean of that quarter over all days before
    last_week: Error  # the same quarter seven days before
    covered: float  # share of days whose count lay within the 80 % interval

    @property
    def covered_percent(self) -> float:
        return 100 * self.covered

    @property
    def is_better(self) -> bool:
        return self.model.day < min(self.mean.day, self.last_week.day)


def backtest(history: History, *, weeks: int = WEEKS, pool: Pool | None = None) -> Backtest | None:
    """None while too little is known to hold anything out."""
    tried = list(_tried(history, weeks, pool))
    if not tried:
        return None
    return Backtest(
        days=len(tried),
        model=_error([(one, one.model) for one in tried]),
        mean=_error([(one, one.mean) for one in tried]),
        last_week=_error([(one, one.last_week) for one in tried]),
        covered=sum(one.is_covered for one in tried) / len(tried),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    day: OpenDay
    came: Rows
    model: Rows
    mean: Rows
    last_week: Rows
    is_covered: bool


def _tried(history: History, weeks: int, pool: Pool | None) -> Iterator[_Day]:
    if not history.days:
        return
    end = history.days[-1].on + timedelta(days=1)
    for back in range(weeks, 0, -1):
        first = end - timedelta(weeks=back)
        known, week = history.before(first), history.between(first, first + timedelta(days=6))
        if len(known.days) >= FEWEST_DAYS:
            yield from _week(known, week, pool)


def _week(known: History, week: History, pool: Pool | None) -> Iterator[_Day]:
    model, mean = fitted(known, pool=pool), {group: _mean(known, group) for group in known.counts}
    numbers = {day.on: number for number, day in enumerate(known.days)}
    for number, day in enumerate(week.days):
        before = numbers.get(day.on - timedelta(weeks=1))
        if before is None:
            continue  # last week the office was shut: there is nothing to compare with
        came = {group: tuple(rows[number]) for group, rows in week.counts.items()}
        forecast = model.day(day)
        low, high = forecast.bounds()
        yield _Day(
            day=day,
            came=came,
            model=dict(forecast.rates),
            mean=mean,
            last_week={group: tuple(rows[before]) for group, rows in known.counts.items()},
            is_covered=low <= _whole(came) <= high,
        )


def _mean(known: History, group: str) -> Row:
    return tuple(sum(column) / len(known.days) for column in zip(*known.counts[group], strict=True))


def _error(pairs: list[tuple[_Day, Rows]]) -> Error:
    """All three are asked about the same cells: each group in each quarter that was open."""
    off = [
        abs(row[quarter] - expected[group][quarter])
        for day, expected in pairs
        for group, row in day.came.items()
        for quarter in day.day.quarters
    ]
    of_days = [abs(_whole(day.came) - _whole(expected)) for day, expected in pairs]
    return Error(sum(off) / max(1, len(off)), sum(of_days) / len(of_days))


def _whole(rows: Rows) -> float:
    return sum(map(sum, rows.values()))
