"""Counted days of an office and of the city, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tests import world as w

from tuntas.domains.planning import demonstration
from tuntas.domains.planning.models import CountedDay
from tuntas.domains.planning.rules import synthetic


def fill(until: date, *, weeks: int = 16, a_day: Mapping[str, float] | None = None, seed: int = 1) -> None:
    """Weekdays before `until`."""
    days = synthetic.days_between(until - timedelta(weeks=weeks), until - timedelta(days=1))
    here = synthetic.history(days, synthetic.Play(a_day or {"A": 20.0, "B": 12.0}), seed=seed)
    city = synthetic.history(days, synthetic.Play({"": 1600.0}), seed=seed)
    CountedDay.objects.bulk_create([*demonstration.rows(w.OFFICE, here), *demonstration.rows("", city)])
