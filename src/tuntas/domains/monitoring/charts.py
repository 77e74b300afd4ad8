"""Where the marks of the monitor's drawings stand; every figure stands in a table beneath too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEFT, WIDTH, TOP, BOTTOM = 34, 600, 10, 130


@dataclass(frozen=True)
class Bar:
    """Coordinates as text: they have a point in every language."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Mark:
    """A word at the axis, and where."""

    x: str
    text: str


@dataclass(frozen=True)
class Days:
    """Thirty bars, one for each day, and the names of some of them."""

    bars: list[Bar]
    marks: list[tuple[str, date]]
    most: int
    rows: list[tuple[date, int, int]]


@dataclass(frozen=True)
class Hours:
    """A bar for each hour of the day in which there was something."""

    bars: list[Bar]
    marks: list[Mark]
    most: int
    rows: list[tuple[str, int]]


def by_day(days: Sequence[tuple[date, int, int]]) -> Days:
    """Of each day how many calls were out of order; the table has only days with some."""
    counts = [odd for _day, _calls, odd in days]
    step = WIDTH / len(days)
    marks = [(_text(LEFT + step * (at + 0.5)), day) for at, (day, *_rest) in enumerate(days) if at % 7 == 0]
    return Days(_bars(counts), marks, max(counts), [row for row in days if row[2]])


def by_hour(hours: Sequence[tuple[int, float]]) -> Hours:
    """`hours`: hour of the day and how many; hours between the first and the last stand there too."""
    known = dict(hours)
    span = range(min(known), max(known) + 1)
    counts = [known.get(hour, 0) for hour in span]
    step = WIDTH / len(span)
    every = 1 if len(span) <= 12 else 2
    marks = [
        Mark(_text(LEFT + step * (at + 0.5)), f"{hour:02d}") for at, hour in enumerate(span) if at % every == 0
    ]
    rows = [(f"{hour:02d}.00–{hour:02d}.59", round(known[hour])) for hour in span if hour in known]
    return Hours(_bars(counts), marks, round(max(counts)), rows)


def _bars(counts: Sequence[float]) -> list[Bar]:
    step, most = WIDTH / len(counts), max([*counts, 1])
    return [
        Bar(
            _text(LEFT + step * at + step * 0.15),
            _text(BOTTOM - (BOTTOM - TOP) * count / most),
            _text(step * 0.7),
            _text((BOTTOM - TOP) * count / most),
        )
        for at, count in enumerate(counts)
    ]


def _text(value: float) -> str:
    return f"{value:.1f}"
