"""Counted days of an office and of the city, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tests import world as w

from tuntas.domains.planning.models import CountedDay
from tuntas.domains.planning.rules import synthetic


def fill(until: date, *, weeks: int = 16, a_day: Mapping[str, float] | None = None, seed: int = 1) -> None:
    """Weekdays before `until`, with work of eight minutes."""
    days = synthetic.days_between(until - timedelta(weeks=weeks), until - timedelta(days=1))
    past = synthetic.history(days, synthetic.Play(a_day or {"A": 20.0, "B": 12.0}), seed=seed)
    rows = [
        _row(w.OFFICE, letter, day.on, list(counts[number]))
        for letter, counts in past.counts.items()
        for number, day in enumerate(days)
    ]
    rows += [
        _row("", "", day.on, [50 * each for each in row])
        for day, row in zip(days, past.together(), strict=True)
    ]
    CountedDay.objects.bulk_create(rows)


def _row(office: str, letter: str, day: date, counts: list[int]) -> CountedDay:
    issued = sum(counts)
    return CountedDay(
        office_code=office,
        letter=letter,
        business_day=day,
        counts=counts,
        issued=issued,
        with_case=issued // 2,
        served=issued,
        minutes=issued * 8.0,
        squares=issued * 80.0,
    )
