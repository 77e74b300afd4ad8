"""Where the marks of a chart stand: bars of shares with their intervals, and lines of minutes, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.figures.rules.figures import Share, Times
from tuntas.domains.figures.showing import axes
from tuntas.domains.figures.showing.axes import Label
from tuntas.domains.figures.showing.cells import percent

from .labels import short_day
from .queries import Row

LABELS = 4


@dataclass(frozen=True)
class Mark:
    """One point or bar, as text: a coordinate has a point in every language."""

    x: str
    y: str
    width: str = ""
    height: str = ""
    low: str = ""
    high: str = ""
    middle: str = ""
    is_running: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawing and what it shows in words."""

    name: str
    title: str
    description: str
    ticks: tuple[Label, ...]
    weeks: tuple[Label, ...]
    bars: tuple[Mark, ...] = ()
    median: tuple[Mark, ...] = ()
    ninetieth: tuple[Mark, ...] = ()
    median_lines: tuple[str, ...] = ()
    ninetieth_lines: tuple[str, ...] = ()


def shares(weeks: Sequence[Row], running: date) -> Chart | None:
    """The share of promises kept in each week, as bars with their intervals; None when nothing was decided."""
    decided = [row.figures.share for row in weeks if row.figures.share]
    if not decided:
        return None
    least, most = (percent(side) for side in _ends(decided))
    return Chart(
        name="shares",
        title=_("Promises kept, week by week"),
        description=_(
            "Between %(least)s %% and %(most)s %%. Thin lines show the 95 %% interval. All figures stand in the "
            "table of weeks."
        )
        % {"least": least, "most": most},
        ticks=axes.shares(),
        weeks=_week_labels(weeks),
        bars=tuple(_bars(weeks, running)),
    )


def minutes(weeks: Sequence[Row]) -> Chart | None:
    """Median and 90th percentile of the minutes to the finished case, as two lines; None when too few were finished."""
    times = [row.figures.deliver for row in weeks]
    tops = [one.ninetieth for one in times if one.ninetieth is not None]
    if not tops:
        return None
    top = axes.round_top(max(tops))
    description = ngettext(
        "Nine of ten cases took at most %(most)s minute in the slowest week. All figures stand in the table of weeks.",
        "Nine of ten cases took at most %(most)s minutes in the slowest week. All figures stand in the table of weeks.",
        max(tops),
    ) % {"most": max(tops)}
    median, ninetieth = (_points(times, name, top) for name in ("median", "ninetieth"))
    return Chart(
        name="minutes",
        title=_("Office minutes until finished, week by week"),
        description=description,
        ticks=axes.up_to(top),
        weeks=_week_labels(weeks),
        median=tuple(mark for mark in median if mark),
        ninetieth=tuple(mark for mark in ninetieth if mark),
        median_lines=_lines(median),
        ninetieth_lines=_lines(ninetieth),
    )


def _bars(weeks: Sequence[Row], running: date) -> list[Mark]:
    slot = axes.slot(len(weeks))
    marks = []
    for number, row in enumerate(weeks):
        share = row.figures.share
        if share is None:
            continue
        low, high = share.interval
        left = axes.LEFT + slot * (number + 0.18)
        marks.append(
            Mark(
                x=axes.number(left),
                y=axes.height(float(share.exact)),
                width=axes.number(slot * 0.64),
                height=axes.number((axes.BOTTOM - axes.TOP) * float(share.exact)),
                low=axes.height(float(low)),
                high=axes.height(float(high)),
                middle=axes.number(left + slot * 0.32),
                is_running=row.week == running,
            )
        )
    return marks


def _points(times: Sequence[Times], name: str, top: int) -> list[Mark | None]:
    slot = axes.slot(len(times))
    values = [getattr(one, name) for one in times]
    return [
        None
        if value is None
        else Mark(x=axes.number(axes.LEFT + slot * (number + 0.5)), y=axes.height(value / top))
        for number, value in enumerate(values)
    ]


def _lines(points: Sequence[Mark | None]) -> tuple[str, ...]:
    """A line through neighbouring weeks only: a week without a figure is a gap, not a guess."""
    lines: list[list[str]] = [[]]
    for point in points:
        if point is None:
            lines.append([])
        else:
            lines[-1].append(f"{point.x},{point.y}")
    return tuple(" ".join(line) for line in lines if len(line) > 1)


def _week_labels(weeks: Sequence[Row]) -> tuple[Label, ...]:
    return axes.below([short_day(row.week, with_year=False) for row in weeks], most=LABELS)


def _ends(decided: Sequence[Share]) -> tuple[Fraction, Fraction]:
    exact = [share.exact for share in decided]
    return min(exact), max(exact)
