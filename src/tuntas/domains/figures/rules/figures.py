"""Counts and times that add up over offices and weeks, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, sqrt

from .sums import Sums

# Of fewer than so many cases no percentile is given: two or three of them say nothing, and might be recognised.
FEWEST = 5
# The two-sided 95 % point of the normal distribution.
_Z = 1.959963984540054
_MEDIAN, _NINETIETH = Fraction(1, 2), Fraction(9, 10)

COUNTS = (
    "submitted",
    "at_counter",
    "kept",
    "broken",
    "void",
    "accept_kept",
    "accept_broken",
    "accept_void",
    "refused",
    "withdrawn",
)
TIMES = ("take", "accept", "deliver")


@dataclass(frozen=True)
class Share:
    """How many of how many promises were kept, with the 95 % interval of Wilson."""

    kept: int
    decided: int

    @property
    def exact(self) -> Fraction:
        return Fraction(self.kept, self.decided)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Between which shares the truth lies, rounded to four places; within 0 and 1 however few there were."""
        n, p = self.decided, self.kept / self.decided
        centre, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        least, most = ((centre + side * spread) / (1 + _Z**2 / n) for side in (-1, 1))
        return _places(max(least, 0.0)), _places(min(most, 1.0))


@dataclass(frozen=True)
class Times:
    """How long so many cases took, in begun office minutes; without percentiles when they are too few."""

    number: int
    median: int | None
    ninetieth: int | None


@dataclass(slots=True)
class Figures(Sums):
    """What happened at a place in a week, or in several."""

    @property
    def decided(self) -> int:
        return self.counts["kept"] + self.counts["broken"]

    @property
    def share(self) -> Share | None:
        """Promises kept of those that were decided; None when none was."""
        return Share(self.counts["kept"], self.decided) if self.decided else None

    @property
    def accept_share(self) -> Share | None:
        """Files found complete in time, of those whose time was decided."""
        decided = self.counts["accept_kept"] + self.counts["accept_broken"]
        return Share(self.counts["accept_kept"], decided) if decided else None

    @property
    def take(self) -> Times:
        return times_of(self.times["take"])

    @property
    def accept(self) -> Times:
        return times_of(self.times["accept"])

    @property
    def deliver(self) -> Times:
        return times_of(self.times["deliver"])


def times_of(minutes: Mapping[int, int]) -> Times:
    """Median and ninetieth percentile by nearest rank: minutes that some case really took, so they are exact."""
    number = sum(minutes.values())
    if number < FEWEST:
        return Times(number, None, None)
    return Times(number, nearest_rank(minutes, _MEDIAN), nearest_rank(minutes, _NINETIETH))


def nearest_rank(minutes: Mapping[int, int], part: Fraction) -> int:
    """The smallest minute by which at least this part of all cases was done."""
    wanted, passed = ceil(part * sum(minutes.values())), 0
    for minute in sorted(minutes):
        passed += minutes[minute]
        if passed >= wanted:
            return minute
    raise ValueError("Nothing was counted.")


def begun_minutes(seconds: int) -> int:
    """Seconds as begun minutes: what took a second longer than its 60 minutes never reads as 60."""
    return -(-seconds // 60)


def week_of(at: datetime, zone: tzinfo) -> date:
    """The Monday of the ISO week that a moment lies in, where the offices are."""
    return monday(at.astimezone(zone).date())


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _places(share: float) -> Decimal:
    return Decimal(repr(share)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
