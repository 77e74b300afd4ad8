"""Changing when offices are open. Every change says so in the journal, and running promises are due anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays
from django.db import transaction
from django.db.models import Q

from tuntas.domains.offices import access, facts
from tuntas.domains.offices.models import Closure, Holiday, OpeningHours
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import Effect
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import record

ESTIMATED = " (perkiraan)"


@dataclass(frozen=True)
class NewHours:
    """One weekday's session as a decree gives it, in minutes after local midnight."""

    weekday: int
    opens_minute: int
    closes_minute: int
    weeks_of_month: tuple[int, ...] = ()
    also_on_holidays: bool = False


@transaction.atomic
def change_hours(
    office_code: str | None,
    *,
    hours: Iterable[NewHours],
    from_on: date,
    to_on: date | None = None,
    effect: Effect = Effect.ORDINARY,
    label: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Give an office (or every office, without a code) these hours for these days.

    New ordinary hours end the ordinary hours that were in force the day before; other effects stand beside them.
    """
    ensure(access.can_change_hours(by, from_on=from_on, today=office_day(at)))
    if effect is Effect.ORDINARY:
        _end_ordinary_hours(office_code, from_on)
    OpeningHours.objects.bulk_create(
        OpeningHours(
            office_id=office_code,
            weekday=row.weekday,
            opens_minute=row.opens_minute,
            closes_minute=row.closes_minute,
            weeks_of_month=list(row.weeks_of_month),
            also_on_holidays=row.also_on_holidays,
            from_on=from_on,
            to_on=to_on,
            effect=effect,
            label=label,
        )
        for row in hours
    )
    _changed(office_code, "hours", from_on, to_on, by=by, at=at)


@transaction.atomic
def close_office(
    office_code: str | None, *, from_on: date, to_on: date, reason: str, by: Actor, at: datetime
) -> Closure:
    """Shut an office (or every office) for whole days, the first and the last included."""
    ensure(access.can_change_hours(by, from_on=from_on, today=office_day(at)))
    closure = Closure.objects.create(office_id=office_code, from_on=from_on, to_on=to_on, reason=reason)
    _changed(office_code, "closure", from_on, to_on, by=by, at=at)
    return closure


@transaction.atomic
def add_holiday(on: date, *, name: str, is_joint_leave: bool = False, by: Actor, at: datetime) -> None:
    """Enter a holiday that a decree added or moved."""
    ensure(access.can_change_hours(by, from_on=on, today=office_day(at)))
    Holiday.objects.update_or_create(
        on=on, defaults={"name": name, "is_joint_leave": is_joint_leave, "is_estimated": False}
    )
    _changed(None, "holiday", on, on, by=by, at=at)


@transaction.atomic
def load_holidays(year: int, *, by: Actor, at: datetime) -> int:
    """Enter the year's national holidays and joint leave; days that are there already stay. How many were new."""
    rows = {row.on: row for joint in (True, False) for row in _published(year, is_joint_leave=joint)}
    known = set(Holiday.objects.filter(on__in=rows).values_list("on", flat=True))
    new = [row for on, row in rows.items() if on not in known]
    Holiday.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        _changed(None, "holidays", date(year, 1, 1), date(year, 12, 31), by=by, at=at)
    return len(new)


def _published(year: int, *, is_joint_leave: bool) -> list[Holiday]:
    category = holidays.GOVERNMENT if is_joint_leave else holidays.PUBLIC
    named = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
    return [
        Holiday(
            on=on,
            name=name.removesuffix(ESTIMATED),
            is_joint_leave=is_joint_leave,
            is_estimated=name.endswith(ESTIMATED),
        )
        for on, name in named.items()
    ]


def _end_ordinary_hours(office_code: str | None, from_on: date) -> None:
    former = OpeningHours.objects.filter(office=office_code, effect=Effect.ORDINARY)
    former.filter(from_on__gte=from_on).delete()
    former.filter(Q(to_on=None) | Q(to_on__gte=from_on)).update(to_on=from_on - timedelta(days=1))


def _changed(
    office_code: str | None, what: str, from_on: date, to_on: date | None, *, by: Actor, at: datetime
) -> None:
    record(
        f"office:{office_code or 'all'}",
        facts.CALENDAR_CHANGED,
        by=by,
        at=at,
        office=office_code,
        content={
            "office": office_code,
            "what": what,
            "from_on": from_on.isoformat(),
            "to_on": to_on.isoformat() if to_on else None,
        },
    )
