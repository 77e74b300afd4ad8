"""Opening hours as they were entered: each decree with its sessions, in force and to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices.models import OpeningHours
from tuntas.domains.offices.rules import Effect

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


def minute_words(minute: object) -> str:
    """07.30; the midnight that ends the day is 24.00."""
    return f"{int(str(minute)) // 60:02d}.{int(str(minute)) % 60:02d}"


def hours_sets(office_code: str | None, today: date) -> list[HoursSet]:
    """The hours in force and to come: every office's and, with a code, its own. One query."""
    rows = of_office(OpeningHours.objects.all(), office_code).filter(Q(to_on=None) | Q(to_on__gte=today))
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


def of_office(rows: QuerySet[Any], office_code: str | None) -> QuerySet[Any]:
    """Rows of every office and, with a code, of this one."""
    return rows.filter(Q(office=None) | Q(office=office_code)) if office_code else rows.filter(office=None)


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
