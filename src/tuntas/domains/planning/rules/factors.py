"""How much more or less comes on a Monday, after a holiday, in the school season: factors on an office's usual day.

An office with twenty visitors a day says little about its own Mondays, so each factor is pulled towards that of a
larger whole by how little is known (credibility weights, Bühlmann 1967): weight = between / (between + within), where
`within` is the variance of what the days say and `between` how much offices truly differ.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from .history import DayKind, OpenDay, Season

SWEEPS = 4  # alternating estimates settle to a thousandth within three
BETWEEN = 0.15**2  # offices' factors differ from the whole's by about 15 %
USUAL_VARIANCE = 0.02  # of days of one office, beyond chance, before anything is known
KNOWN_DAYS = 20  # so many days weigh as much as what is usual
LEAST, LARGEST = 0.2, 5.0
HALF_LIFE = 40  # open days, about two months: how fast the level follows


@dataclass(frozen=True, slots=True)
class Factors:
    """What a usual day's arrivals are multiplied with; 1 where nothing is said."""

    weekday: Mapping[int, float] = field(default_factory=dict)
    kind: Mapping[DayKind, float] = field(default_factory=dict)
    season: Mapping[Season, float] = field(default_factory=dict)

    def of(self, day: OpenDay) -> float:
        return (
            self.weekday.get(day.on.weekday(), 1.0)
            * self.kind.get(day.kind, 1.0)
            * self.season.get(day.season, 1.0)
        )


@dataclass(frozen=True, slots=True)
class Level:
    """A usual day's arrivals now, how much days differ beyond chance, and how well the level itself is known."""

    usual: float
    factors: Factors
    variance: float
    level_variance: float

    def expected(self, day: OpenDay) -> float:
        return self.usual * self.factors.of(day)

    @property
    def spread(self) -> float:
        """Relative variance of one day to come around what is expected, chance of single arrivals apart."""
        return self.variance + self.level_variance


def fitted(days: Sequence[OpenDay], totals: Sequence[int], *, prior: Factors | None = None) -> Level:
    """Level and factors of one series of days; `prior` are the factors of the whole that it belongs to."""
    found, variance = prior or Factors(), USUAL_VARIANCE
    towards = found
    if not sum(totals):
        return Level(0.0, found, variance, 0.0)
    cells = _cells(days, totals)
    for _sweep in range(SWEEPS):
        mean = sum(totals) / sum(cell.days * found.of(cell.day) for cell in cells)
        noise = variance + 1 / mean
        weekday = _pulled(
            cells, mean, noise, towards.weekday, lambda day: day.on.weekday(), _without_weekday(found)
        )
        found = Factors(weekday, found.kind, found.season)
        kind = _pulled(cells, mean, noise, towards.kind, lambda day: day.kind, _without_kind(found))
        found = Factors(weekday, {**kind, DayKind.ORDINARY: 1.0}, found.season)
        season = _pulled(cells, mean, noise, towards.season, lambda day: day.season, _without_season(found))
        found = Factors(weekday, found.kind, {**season, Season.ORDINARY: 1.0})
        variance = _variance(cells, mean, found)
    return _level(days, totals, found, variance)


@dataclass(slots=True)
class _Cell:
    """Days that are alike: one of them, how many, and their totals and squares together."""

    day: OpenDay
    days: int = 0
    total: int = 0
    squares: int = 0


def _cells(days: Sequence[OpenDay], totals: Sequence[int]) -> list[_Cell]:
    found: dict[Hashable, _Cell] = {}
    for day, total in zip(days, totals, strict=True):
        cell = found.setdefault((day.on.weekday(), day.kind, day.season), _Cell(day))
        cell.days += 1
        cell.total += total
        cell.squares += total * total
    return list(found.values())


def _pulled(
    cells: Sequence[_Cell],
    mean: float,
    noise: float,
    prior: Mapping,
    part: Callable[[OpenDay], Hashable],
    others: Callable[[OpenDay], float],
) -> dict:
    """For each value of `part`: what its days say, pulled towards the prior by how few they are."""
    came: dict = {}
    for cell in cells:
        known = came.setdefault(part(cell.day), [0, 0.0, 0])
        known[0] += cell.total
        known[1] += cell.days * mean * others(cell.day)
        known[2] += cell.days
    factors = dict(prior)
    for value, (arrivals, expected, number) in came.items():
        towards = prior.get(value, 1.0)
        weight = BETWEEN / (BETWEEN + noise / number)
        factors[value] = min(LARGEST, max(LEAST, towards + weight * (arrivals / expected - towards)))
    return factors


def _without_weekday(found: Factors) -> Callable[[OpenDay], float]:
    return lambda day: found.kind.get(day.kind, 1.0) * found.season.get(day.season, 1.0)


def _without_kind(found: Factors) -> Callable[[OpenDay], float]:
    return lambda day: found.weekday.get(day.on.weekday(), 1.0) * found.season.get(day.season, 1.0)


def _without_season(found: Factors) -> Callable[[OpenDay], float]:
    return lambda day: found.weekday.get(day.on.weekday(), 1.0) * found.kind.get(day.kind, 1.0)


def _variance(cells: Sequence[_Cell], mean: float, found: Factors) -> float:
    """Relative variance of days beyond chance, by moments, held near the usual while few days are known."""
    beyond = squares = 0.0
    for cell in cells:
        expected = mean * found.of(cell.day)
        beyond += cell.squares - 2 * expected * cell.total + cell.days * (expected**2 - expected)
        squares += cell.days * expected**2
    days_known = sum(cell.days for cell in cells)
    seen = max(0.0, beyond / squares)
    return (days_known * seen + KNOWN_DAYS * USUAL_VARIANCE) / (days_known + KNOWN_DAYS)


def _level(days: Sequence[OpenDay], totals: Sequence[int], found: Factors, variance: float) -> Level:
    """The level of now: recent days weigh more, half as much every two months back."""
    arrivals = expected = weights = squares = 0.0
    for back, (day, total) in enumerate(zip(reversed(days), reversed(totals), strict=True)):
        weight = 0.5 ** (back / HALF_LIFE)
        arrivals += weight * total
        expected += weight * found.of(day)
        weights += weight
        squares += weight**2
    usual = arrivals / expected
    known_days = weights**2 / squares
    return Level(usual, found, variance, (variance + 1 / max(usual, 0.1)) / known_days)
