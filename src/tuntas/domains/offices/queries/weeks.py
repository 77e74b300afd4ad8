"""One week of an office as it stands: each day's sessions, and why a day is not as others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from tuntas.domains.offices.models import Closure, Holiday, OpenDay

from .calendars import calendar
from .hours_sets import of_office


@dataclass(frozen=True)
class Day:
    """One day of a week with its sessions as local times, and what makes it special."""

    on: date
    sessions: list[tuple[datetime, datetime]]
    notes: list[str]


def week(office_code: str, on: date) -> list[Day]:
    """The seven days of the week in which a day lies, from Monday. Four queries."""
    monday = on - timedelta(days=on.weekday())
    sunday = monday + timedelta(days=6)
    open_on = calendar(office_code, since=monday)
    zone = ZoneInfo(settings.TIME_ZONE)
    notes = _notes(office_code, monday, sunday)
    days = [monday + timedelta(days=number) for number in range(7)]
    return [
        Day(
            day,
            [(opens.astimezone(zone), closes.astimezone(zone)) for opens, closes in open_on.sessions_on(day)],
            notes.get(day, []),
        )
        for day in days
    ]


def _notes(office_code: str, first: date, last: date) -> dict[date, list[str]]:
    """Why a day is not as others: holidays, closures, and hours that a decree named."""
    notes: dict[date, list[str]] = {}
    open_days = dict(
        OpenDay.objects.filter(office=office_code, on__range=(first, last)).values_list("on", "reason")
    )
    for row in Holiday.objects.filter(on__range=(first, last), is_dropped=False):
        notes.setdefault(row.on, []).append(row.name)
        if row.on in open_days:
            notes[row.on].append(_("open: %(reason)s") % {"reason": open_days[row.on]})
    for closure in of_office(Closure.objects.filter(from_on__lte=last, to_on__gte=first), office_code):
        for number in range((min(last, closure.to_on) - max(first, closure.from_on)).days + 1):
            day = max(first, closure.from_on) + timedelta(days=number)
            notes.setdefault(day, []).append(_("closed: %(reason)s") % {"reason": closure.reason})
    return notes
