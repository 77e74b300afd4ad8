"""Days against the rule: closures, holidays, and whether an office works on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tuntas.domains.offices.models import Closure, Holiday, OpenDay

from .hours_sets import ROWS_AT_MOST, of_office

AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class HolidayRow:
    """A holiday, and whether this office works on it."""

    on: date
    name: str
    is_joint_leave: bool
    is_estimated: bool
    open_day: OpenDay | None = None


def closures(office_code: str | None, today: date) -> list[Closure]:
    """Closures that last or come, every office's among them."""
    found = of_office(Closure.objects.all(), office_code).filter(to_on__gte=today)
    return list(found.order_by("from_on", "to_on")[:ROWS_AT_MOST])


def holidays(year: int) -> list[HolidayRow]:
    """A year's holidays and joint leave."""
    return _holidays(Holiday.objects.filter(on__year=year), {})


def holidays_ahead(office_code: str, today: date) -> list[HolidayRow]:
    """The holidays of the coming year, each with whether this office works on it. Two queries."""
    open_days = {day.on: day for day in OpenDay.objects.filter(office=office_code, on__gte=today)}
    return _holidays(Holiday.objects.filter(on__gte=today, on__lte=today + AHEAD), open_days)


def years_of_holidays() -> list[int]:
    return [day.year for day in Holiday.objects.filter(is_dropped=False).dates("on", "year")]


def _holidays(found: QuerySet[Holiday], open_days: dict[date, OpenDay]) -> list[HolidayRow]:
    return [
        HolidayRow(row.on, row.name, row.is_joint_leave, row.is_estimated, open_days.get(row.on))
        for row in found.filter(is_dropped=False)
    ]
