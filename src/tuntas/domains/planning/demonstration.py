"""An invented past of the demonstration's office and its city, so that there is something to plan from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tuntas.domains.offices import queries as offices

from .models import CountedDay
from .rules import synthetic
from .rules.history import History

OFFICE = "31.71.01.1001"
WEEKS = 26
GROUPS = {"A": 14.0, "B": 12.0, "C": 9.0, "D": 7.0, "E": 4.0}  # tickets on a usual day
MINUTES = {"A": 10.0, "B": 7.0, "C": 9.0, "D": 4.0, "E": 5.0}
WITH_CASE = ("A", "B", "C")
CITY = 13_000.0
VARIATION = 0.7
APPROVING = 5.0


def load(at: datetime, *, office_code: str = OFFICE, seed: int = 1) -> int:
    """Half a year of weekdays before today, unless days were counted already; how many rows."""
    if CountedDay.objects.exists():
        return 0
    today = offices.office_day(at)
    days = synthetic.days_between(today - timedelta(weeks=WEEKS), today - timedelta(days=1))
    here = synthetic.history(days, synthetic.Play(GROUPS), seed=seed)
    city = synthetic.history(days, synthetic.Play({"": CITY}), seed=seed + 1)
    return len(CountedDay.objects.bulk_create([*rows(office_code, here), *rows("", city)]))


def rows(office_code: str, past: History) -> Iterator[CountedDay]:
    """A history as it would have been counted, with work of invented length."""
    for letter, counted in past.counts.items():
        mean = MINUTES.get(letter, 8.0)
        for day, counts in zip(past.days, counted, strict=True):
            issued = sum(counts)
            yield CountedDay(
                office_code=office_code,
                letter=letter,
                business_day=day.on,
                counts=list(counts),
                issued=issued,
                with_case=issued * 3 // 4 if letter in WITH_CASE else 0,
                served=issued,
                minutes=issued * mean,
                squares=issued * mean**2 * (1 + VARIATION**2),
                approved=issued * 3 // 4 if letter in WITH_CASE else 0,
                approving_minutes=issued * 3 // 4 * APPROVING if letter in WITH_CASE else 0,
                approving_squares=issued * 3 // 4 * APPROVING**2 * (1 + VARIATION**2)
                if letter in WITH_CASE
                else 0,
            )
