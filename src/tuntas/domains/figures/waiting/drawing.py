"""Where the marks of the drawings stand: the wait of each hour, and the share that was called in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..rules.waiting import MOST_MINUTES, Waited
from . import words
from .cells import percent

LEFT, RIGHT, TOP, BOTTOM = 42, 356, 12, 168


@dataclass(frozen=True)
class Mark:
    """One hour: a bar, and a thin line that reaches above it. Coordinates are text, with a point in every language."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    top: str = ""


@dataclass(frozen=True)
class Label:
    at: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """A drawing and what it shows in words; all its figures stand in the table of hours."""

    name: str
    title: str
    legend: str
    description: str
    ticks: tuple[Label, ...]
    hours: tuple[Label, ...]
    marks: tuple[Mark, ...]
    limit: str = ""


def drawings(by_hour: Mapping[str, Waited]) -> list[Drawing]:
    """Waits and shares, hour by hour; none when too few came."""
    hours = sorted(by_hour)
    found = [_waits(hours, by_hour), _in_time(hours, by_hour)]
    return [one for one in found if one]


def _waits(hours: list[str], by_hour: Mapping[str, Waited]) -> Drawing | None:
    known = {hour: one for hour in hours if (one := by_hour[hour].wait).median is not None}
    if not known:
        return None
    worst = max(known, key=lambda hour: known[hour].last or 0)
    top = _round_top(max(known[worst].last or 0, MOST_MINUTES))
    description = _(
        "Longest from %(hour)s: half waited %(median)s minutes or less, 95 of 100 at most %(last)s. "
        "All figures stand in the table of hours."
    ) % {"hour": words.hour(worst), "median": known[worst].median, "last": known[worst].last}
    marks = tuple(
        _mark(hours, hour, (one.median or 0) / top, (one.last or 0) / top) for hour, one in known.items()
    )
    return Drawing(
        name="waits",
        title=_("Minutes waited, by the hour in which people came"),
        legend=_("bar: half of all; thin line: 95 of 100; dashed: 15 minutes"),
        description=description,
        ticks=tuple(Label(_y(part), f"{top * part:.0f}") for part in (0, 0.25, 0.5, 0.75, 1)),
        hours=_labels(hours),
        marks=marks,
        limit=_y(MOST_MINUTES / top),
    )


def _in_time(hours: list[str], by_hour: Mapping[str, Waited]) -> Drawing | None:
    known = {hour: float(one.exact) for hour in hours if (one := by_hour[hour].in_time)}
    if not known:
        return None
    least = min(known, key=lambda hour: known[hour])
    description = _("Least from %(hour)s: %(share)s %%. All figures stand in the table of hours.") % {
        "hour": words.hour(least),
        "share": percent(by_hour[least].in_time.exact),  # type: ignore[union-attr]
    }
    return Drawing(
        name="in-time",
        title=_("Called within 15 minutes, by the hour in which people came"),
        legend=_("of all who were called"),
        description=description,
        ticks=tuple(Label(_y(part), f"{part * 100:.0f} %") for part in (0, 0.25, 0.5, 0.75, 1)),
        hours=_labels(hours),
        marks=tuple(_mark(hours, hour, part) for hour, part in known.items()),
    )


def _mark(hours: list[str], hour: str, part: float, reach: float = 0.0) -> Mark:
    slot = (RIGHT - LEFT) / len(hours)
    left = LEFT + slot * (hours.index(hour) + 0.2)
    return Mark(
        x=_n(left),
        y=_y(part),
        width=_n(slot * 0.6),
        height=_n((BOTTOM - TOP) * part),
        middle=_n(left + slot * 0.3),
        top=_y(reach) if reach else "",
    )


def _labels(hours: list[str]) -> tuple[Label, ...]:
    slot = (RIGHT - LEFT) / len(hours)
    step = max(1, -(-len(hours) // 8))
    return tuple(
        Label(_n(LEFT + slot * (number + 0.5)), hour) for number, hour in enumerate(hours) if number % step == 0
    )


def _round_top(most: int) -> int:
    """A round number that the axis ends with, in four steps."""
    return 4 * next(size for size in (5, 10, 15, 30, 60, 120, 300, 10**9) if size * 4 >= most)


def _y(part: float) -> str:
    return _n(BOTTOM - (BOTTOM - TOP) * part)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
