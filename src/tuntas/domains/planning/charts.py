"""Where the marks of a plan's drawings stand: who is expected, what they need, and who stands there when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .rules.plan import Plan
from .rules.turns import Turn
from .tables import HalfHour, clock_text

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 30, 356, 10, 168, 194
LINE = 26  # of the roster


@dataclass(frozen=True)
class Bar:
    """Coordinates as text: they have a point in every language."""

    x: str
    y: str
    width: str
    height: str
    middle: str = ""
    low: str = ""
    high: str = ""
    is_short: bool = False


@dataclass(frozen=True)
class Label:
    """A word at an axis."""

    at: str
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawing and what it shows in words; the table beneath has every figure."""

    name: str
    title: str
    description: str
    hours: tuple[Label, ...]
    ticks: tuple[Label, ...]
    bars: tuple[Bar, ...]
    steps: str = ""
    formula: str = ""
    height: int = HEIGHT
    bottom: int = BOTTOM


def arrivals(rows: Sequence[HalfHour]) -> Chart:
    """People expected in each half hour with their 80 % interval."""
    top, fullest = _top(max(row.high for row in rows)), max(rows, key=lambda row: row.expected)
    across = _Across(rows[0].half, rows[-1].half + 1)
    bars = [
        _bar(across, row.half, row.expected / top, low=_y(row.low / top), high=_y(row.high / top))
        for row in rows
    ]
    words = _("Most are expected from %(since)s to %(until)s: between %(low)s and %(high)s people.")
    return Chart(
        name="arrivals",
        title=_("People expected each half hour"),
        description=words
        % {"since": fullest.since, "until": fullest.until, "low": fullest.low, "high": fullest.high},
        hours=across.hours(),
        ticks=_ticks(top),
        bars=tuple(bars),
    )


def counters(rows: Sequence[HalfHour]) -> Chart:
    """Counters of the roster as bars, what is needed as a line, what the formula says as a dotted one."""
    top = _top(max(max(row.rostered, row.needed, row.formula) for row in rows))
    across = _Across(rows[0].half, rows[-1].half + 1)
    words = _("In every half hour the roster has what is needed, at most %(most)s counters.")
    words = words % {"most": max(row.needed for row in rows)}
    if short := [row for row in rows if row.is_short]:
        words = _("From %(since)s the roster has fewer counters than are needed.") % {"since": short[0].since}
    return Chart(
        name="counters",
        title=_("Counters each half hour"),
        description=words,
        hours=across.hours(),
        ticks=_ticks(top),
        bars=tuple(_bar(across, row.half, row.rostered / top, is_short=row.is_short) for row in rows),
        steps=_steps(across, [(row.half, row.needed / top) for row in rows]),
        formula=_steps(across, [(row.half, row.formula / top) for row in rows]),
    )


def roster(plan: Plan, rows: Sequence[HalfHour]) -> Chart:
    """One line for each person's turn."""
    across = _Across(rows[0].half, rows[-1].half + 1)
    found = [turn for roster in plan.rosters for turn in roster.turns]
    bottom = TOP + LINE * len(found)
    return Chart(
        name="roster",
        title=_("Who stands at a counter when"),
        description=_(
            "One line for each person; gaps are breaks. Every time stands in the table of the roster."
        ),
        hours=across.hours(),
        ticks=tuple(Label(_n(TOP + LINE * (line + 0.5)), str(line + 1)) for line in range(len(found))),
        bars=tuple(bar for line, turn in enumerate(found) for bar in _stints(across, line, turn)),
        height=bottom + 24,
        bottom=bottom,
    )


class _Across:
    """From half hours to the drawing's x."""

    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last

    def x(self, half: float) -> float:
        return LEFT + (RIGHT - LEFT) * (half - self._first) / (self._last - self._first)

    def hours(self) -> tuple[Label, ...]:
        """Whole hours, few enough to stand beside one another."""
        step = next(size for size in (2, 4, 8, 12) if (self._last - self._first) / size <= 7)
        whole = range(self._first + self._first % 2, self._last + 1, step)
        return tuple(Label(_n(min(self.x(half), RIGHT - 14)), clock_text(half)) for half in whole)


def _bar(
    across: _Across, half: int, part: float, *, low: str = "", high: str = "", is_short: bool = False
) -> Bar:
    return Bar(
        x=_n(across.x(half + 0.12)),
        y=_y(part),
        width=_n(across.x(half + 0.88) - across.x(half + 0.12)),
        height=_n((BOTTOM - TOP) * part),
        middle=_n(across.x(half + 0.5)),
        low=low,
        high=high,
        is_short=is_short,
    )


def _stints(across: _Across, line: int, turn: Turn) -> list[Bar]:
    return [
        Bar(
            x=_n(across.x(since)),
            y=_n(TOP + LINE * line + 4),
            width=_n(across.x(until) - across.x(since)),
            height=_n(LINE - 8),
        )
        for since, until in turn.stints
    ]


def _steps(across: _Across, parts: Sequence[tuple[int, float]]) -> str:
    """A line that keeps its height for a half hour; it is lifted where the office is shut between."""
    drawn, last = [], None
    for half, part in parts:
        drawn.append(f"{'L' if last == half else 'M'}{_n(across.x(half))} {_y(part)}H{_n(across.x(half + 1))}")
        last = half + 1
    return "".join(drawn)


def _ticks(top: int) -> tuple[Label, ...]:
    parts = 4 if top % 4 == 0 else top
    return tuple(Label(_y(number / parts), str(top * number // parts)) for number in range(parts + 1))


def _top(most: float) -> int:
    """A whole number that the axis ends with, in few steps."""
    if most <= 5:
        return max(1, int(most))
    return next(size * 4 for size in (2, 3, 5, 10, 15, 25, 50, 100, 250, 10**6) if size * 4 >= most)


def _y(part: float) -> str:
    return _n(BOTTOM - (BOTTOM - TOP) * min(1.0, part))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
