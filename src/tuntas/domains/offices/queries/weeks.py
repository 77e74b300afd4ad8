"""Opening hours as people read them: a week as it stands, hours in force and to come, days against the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices.models import Closure, Holiday, OpenDay, OpeningHours
from tuntas.domains.offices.rules import Effect

from .calendars import calendar

EFFECTS = {
    Effect.ORDINARY: gettext_lazy("Ordinary hours"),
    Effect.INSTEAD: gettext_lazy("In place of the ordinary hours"),
    Effect.EXTRA: gettext_lazy("Extra hours"),
}
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
ROWS_AT_MOST = 200
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Day:
    """One day of a week with its sessions as local times, and what makes it special."""

    on: date
    sessions: list[tuple[datetime, datetime]]
    notes: list[str]


@dataclass(frozen=True)
class Session:
    """One weekday's session as it was entered."""

    weekday: int
    opens_minute: int
    closes_minute: int
    weeks_of_month: tuple[int, ...]
    also_on_holidays: bool


@dataclass(frozen=True)
class HoursSet:
    """Hours that were entered together: one decree."""

    id: UUID  # of any of its rows
    effect: str
    effect_name: str
    label: str
    from_on: date
    to_on: date | None
    is_own: bool
    is_coming: bool
    sessions: list[Session]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Days, times and what else: days with the same hours stand together."""
        alike: dict[tuple[object, ...], list[int]] = {}
        for one in self.sessions:
            key = (one.opens_minute, one.closes_minute, one.weeks_of_month, one.also_on_holidays)
            alike.setdefault(key, []).append(one.weekday)
        return [
            (_days(days), f"{minute_words(opens)}–{minute_words(closes)}", _conditions(weeks, also))
            for (opens, closes, weeks, also), days in alike.items()
        ]


@dataclass(frozen=True)
class HolidayRow:
    """A holiday, and whether this office works on it."""

    on: date
    name: str
    is_joint_leave: bool
    is_estimated: bool
    open_day: OpenDay | None = None


def minute_words(minute: object) -> str:
    """07.30; the midnight that ends the day is 24.00."""
    return f"{int(str(minute)) // 60:02d}.{int(str(minute)) % 60:02d}"


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


def hours_sets(office_code: str | None, today: date) -> list[HoursSet]:
    """The hours in force and to come: every office's and, with a code, its own. One query."""
    rows = _of(OpeningHours.objects.all(), office_code).filter(Q(to_on=None) | Q(to_on__gte=today))
    sets: dict[tuple[object, ...], HoursSet] = {}
    for row in rows.order_by("from_on", "effect", "label", "weekday", "opens_minute"):
        named = (row.office_id, row.effect, row.from_on, row.to_on, row.label)
        if named not in sets:
            sets[named] = HoursSet(
                id=row.pk,
                effect=row.effect,
                effect_name=str(EFFECTS[Effect(row.effect)]),
                label=row.label,
                from_on=row.from_on,
                to_on=row.to_on,
                is_own=row.office_id == office_code,
                is_coming=row.from_on > today,
                sessions=[],
            )
        sets[named].sessions.append(
            Session(
                row.weekday,
                row.opens_minute,
                row.closes_minute,
                tuple(row.weeks_of_month),
                row.also_on_holidays,
            )
        )
    return list(sets.values())[:ROWS_AT_MOST]


def closures(office_code: str | None, today: date) -> list[Closure]:
    """Closures that last or come, every office's among them."""
    found = _of(Closure.objects.all(), office_code).filter(to_on__gte=today)
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


def _of(rows: QuerySet[Any], office_code: str | None) -> QuerySet[Any]:
    return rows.filter(Q(office=None) | Q(office=office_code)) if office_code else rows.filter(office=None)


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
    for closure in _of(Closure.objects.filter(from_on__lte=last, to_on__gte=first), office_code):
        for number in range((min(last, closure.to_on) - max(first, closure.from_on)).days + 1):
            day = max(first, closure.from_on) + timedelta(days=number)
            notes.setdefault(day, []).append(_("closed: %(reason)s") % {"reason": closure.reason})
    return notes


def _days(weekdays: list[int]) -> str:
    """Monday–Friday when they follow one another, else one by one."""
    names = [str(WEEKDAYS[day]) for day in weekdays]
    if len(weekdays) > 2 and weekdays == list(range(weekdays[0], weekdays[-1] + 1)):
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _conditions(weeks: object, also_on_holidays: object) -> str:
    words = []
    if weeks:
        numbers = ", ".join(str(number) for number in weeks)  # type: ignore[attr-defined]
        words.append(_("only in week %(numbers)s of the month") % {"numbers": numbers})
    if also_on_holidays:
        words.append(_("also on holidays"))
    return "; ".join(words)
