"""A plan as a file for a spreadsheet: the day, its half hours and its turns, as it is and as it would be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tuntas.platform.tables.writing import as_csv

from .queries import Planned
from .rules.plan import Plan
from .tables import change_words, clock_text, half_hours

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
    "letters",
    "plan",
    "what_if",
    "people",
    "late_low",
    "late_high",
    "mean_wait_minutes",
    "wait_95_minutes",
    "broken_share",
)


def as_csv_file(planned: Planned) -> str:
    """The day in one row, its half hours and its turns; then the same of what if. Times are as everywhere: 07:30."""
    plans = [("usual", "", planned.usual)]
    if planned.changed:
        plans.append(("what_if", change_words(planned.asked.change), planned.changed))
    rows = (row | {"plan": name, "what_if": words} for name, words, plan in plans for row in _file_rows(plan))
    return as_csv(COLUMNS, ([row.get(name) for name in COLUMNS] for row in rows))


def _file_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    day, found = plan.forecast.day.on, plan.outcome
    yield {
        "row": "day",
        "day": day,
        "expected": round(plan.forecast.expected(), 2),
        "people": round(found.people, 1),
        "counters_needed": plan.counters_most,
        "late_share": round(found.late.value, 4),
        "late_low": round(found.late.low, 4),
        "late_high": round(found.late.high, 4),
        "mean_wait_minutes": round(found.mean_wait, 2),
        "wait_95_minutes": round(found.wait_95, 2),
        "broken_share": round(found.broken.value, 4) if found.broken else None,
    }
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
    for kind, roster in zip(plan.kinds, plan.rosters, strict=True):
        for turn in roster.turns:
            stops = [
                f"{clock_text(one, point=':')}-{clock_text(other, point=':')}" for one, other in turn.breaks
            ]
            yield {
                "row": "turn",
                "day": day,
                "from": clock_text(turn.starts, point=":"),
                "until": clock_text(turn.ends, point=":"),
                "breaks": " ".join(stops),
                "letters": kind.code,
            }
