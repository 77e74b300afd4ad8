"""How many people came: per service group and quarter of an hour, on each day that the office was open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

QUARTERS = 96  # of a day, in the office's own time; number 30 begins at 07.30
MINUTES = 15


class DayKind(StrEnum):
    """What the calendar says of an open day: who could not come while we were shut comes afterwards."""

    ORDINARY = "ordinary"
    AFTER_CLOSED = "after_closed"  # the first open day after a weekday on which the office was shut
    BEFORE_CLOSED = "before_closed"


class Season(StrEnum):
    """Times of the year in which more people need a document, the same every year."""

    ORDINARY = "ordinary"
    SCHOOL = "school"  # enrolment: birth certificates, family cards, cards for children
    NEW_YEAR = "new_year"  # who turned 17, and what was put off over the holidays


# First and last day as (month, day). Enrolment at Jakarta's schools runs from June into the first weeks of July.
SEASONS = (
    (Season.NEW_YEAR, (1, 2), (1, 20)),
    (Season.SCHOOL, (6, 1), (7, 20)),
)


@lru_cache(maxsize=2000)
def season_of(day: date) -> Season:
    """The season that a day lies in."""
    for season, first, last in SEASONS:
        if first <= (day.month, day.day) <= last:
            return season
    return Season.ORDINARY


def kind_of(day: date, is_open: Callable[[date], object]) -> DayKind:
    """What kind of open day this is, by the weekdays beside it."""
    if not is_open(_nearest_weekday(day, -1)):
        return DayKind.AFTER_CLOSED
    if not is_open(_nearest_weekday(day, 1)):
        return DayKind.BEFORE_CLOSED
    return DayKind.ORDINARY


@dataclass(frozen=True, slots=True)
class OpenDay:
    """An open day: what kind it is and in which quarters one could come."""

    on: date
    quarters: tuple[int, ...]
    kind: DayKind = DayKind.ORDINARY

    @property
    def season(self) -> Season:
        return season_of(self.on)


@dataclass(frozen=True, slots=True)
class History:
    """An office's open days in order, and for each group one row of 96 counts a day.

    `onward`: who came to the group from another one, where they had been counted; only of groups to which somebody did.
    """

    days: tuple[OpenDay, ...]
    counts: Mapping[str, tuple[Sequence[int], ...]]
    onward: Mapping[str, tuple[Sequence[int], ...]] = field(default_factory=dict)

    def before(self, day: date) -> History:
        """What was known on the morning of that day."""
        return self._cut([number for number, one in enumerate(self.days) if one.on < day])

    def between(self, first: date, last: date) -> History:
        return self._cut([number for number, one in enumerate(self.days) if first <= one.on <= last])

    def totals(self, group: str) -> list[int]:
        return [sum(row) for row in self.counts[group]]

    def together(self) -> tuple[Sequence[int], ...]:
        """All groups as one row a day."""
        return tuple(
            tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*self.counts.values(), strict=True)
        )

    def _cut(self, kept: Iterable[int]) -> History:
        kept = list(kept)
        counts, onward = (
            {group: tuple(rows[number] for number in kept) for group, rows in all_rows.items()}
            for all_rows in (self.counts, self.onward)
        )
        return History(tuple(self.days[number] for number in kept), counts, onward)


def folded(row: Sequence[int], quarters: Sequence[int]) -> tuple[int, ...]:
    """Who stood before the doors came when they opened; who took a number at the very end, in the last quarter."""
    if not quarters or sum(row) == sum(row[quarter] for quarter in quarters):
        return tuple(row)
    counted = [0] * QUARTERS
    for quarter, came in enumerate(row):
        if came:
            counted[next((one for one in quarters if one >= quarter), quarters[-1])] += came
    return tuple(counted)


def _nearest_weekday(day: date, step: int) -> date:
    """The next or last day that is neither Saturday nor Sunday."""
    day += timedelta(days=step)
    while day.weekday() > 4:
        day += timedelta(days=step)
    return day
