"""A plan as rows: one for each half hour, one for each turn of the roster, and one for each way to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tuntas.platform.tables.writing import as_csv

from .queries import Planned
from .rules.plan import Plan

COLUMNS = (
    "row",
    "day",
    "from",
    "until",
    "expected",
    "expected_low",
    "expected_high",
    "counters_formula",
    "counters_needed",
    "counters_rostered",
    "late_share",
    "desks_needed",
    "breaks",
)


@dataclass(frozen=True)
class HalfHour:
    """What is expected in a half hour and what it takes."""

    half: int
    since: str
    until: str
    expected: float
    low: int
    high: int
    formula: int
    needed: int
    rostered: int
    late: float  # per cent of those who come then
    desks: int | None

    @property
    def is_short(self) -> bool:
        return self.rostered < self.needed


@dataclass(frozen=True)
class TurnRow:
    """One person's stints at a counter."""

    number: int
    since: str
    until: str
    breaks: str
    hours: float


@dataclass(frozen=True)
class Way:
    """The day as it is, or with what would be different, in one line."""

    name: str
    plan: Plan
    hours: float
    late: float
    late_low: float
    late_high: float
    broken: float | None


def half_hours(plan: Plan) -> list[HalfHour]:
    """Every half hour in which the office is open."""
    cover, forecast = plan.roster.cover, plan.forecast
    return [
        HalfHour(
            half,
            clock_text(half),
            clock_text(half + 1),
            forecast.expected(2 * half, 2 * half + 2),
            *forecast.bounds(2 * half, 2 * half + 2),
            formula=plan.need.start[half],
            needed=plan.need.counters[half],
            rostered=cover[half],
            late=100 * plan.outcome.late_by_half[half],
            desks=plan.desks.counters[half] if plan.desks else None,
        )
        for half in sorted({quarter // 2 for quarter in forecast.day.quarters})
    ]


def turns(plan: Plan) -> list[TurnRow]:
    return [
        TurnRow(
            number,
            clock_text(turn.starts),
            clock_text(turn.ends),
            ", ".join(f"{clock_text(since)}–{clock_text(until)}" for since, until in turn.breaks),
            turn.work / 2,
        )
        for number, turn in enumerate(plan.roster.turns, 1)
    ]


def ways(planned: Planned) -> list[Way]:
    """The usual day first."""
    found = [_way(_("As it is"), planned.usual)]
    return [*found, _way(_("What if"), planned.changed)] if planned.changed else found


def as_csv_file(planned: Planned) -> str:
    """The half hours, then the turns; times as they are everywhere: 07:30."""
    rows = ([row.get(name) for name in COLUMNS] for row in _file_rows(planned.shown))
    return as_csv(COLUMNS, rows)


def clock_text(half: int, *, point: str | None = None) -> str:
    """`07.30` for half hour 15; the day's end is 24.00."""
    point = point or (":" if (get_language() or "").startswith("en") else ".")
    return f"{half // 2:02d}{point}{half % 2 * 30:02d}"


def _file_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    day = plan.forecast.day.on
    for row in half_hours(plan):
        yield {
            "row": "half_hour",
            "day": day,
            "from": clock_text(row.half, point=":"),
            "until": clock_text(row.half + 1, point=":"),
            "expected": round(row.expected, 2),
            "expected_low": row.low,
            "expected_high": row.high,
            "counters_formula": row.formula,
            "counters_needed": row.needed,
            "counters_rostered": row.rostered,
            "late_share": round(row.late / 100, 4),
            "desks_needed": row.desks,
        }
    for turn in plan.roster.turns:
        breaks = [f"{clock_text(one, point=':')}-{clock_text(other, point=':')}" for one, other in turn.breaks]
        yield {
            "row": "turn",
            "day": day,
            "from": clock_text(turn.starts, point=":"),
            "until": clock_text(turn.ends, point=":"),
            "breaks": " ".join(breaks),
        }


def _way(name: str, plan: Plan) -> Way:
    late, broken = plan.outcome.late, plan.outcome.broken
    return Way(
        name=name,
        plan=plan,
        hours=plan.roster.work / 2,
        late=100 * late.value,
        late_low=100 * late.low,
        late_high=100 * late.high,
        broken=100 * broken.value if broken else None,
    )
