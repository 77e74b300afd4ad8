"""National holidays and joint leave as they are published, until a decree says otherwise."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from django.db import transaction

from tuntas.domains.offices.models import Holiday
from tuntas.platform.actors import Actor

from ._told import calendar_changed

ESTIMATED = " (perkiraan)"


@transaction.atomic
def load_holidays(year: int, *, by: Actor, at: datetime) -> int:
    """Enter the year's national holidays and joint leave; days that are there already stay. How many were new."""
    rows = {row.on: row for joint in (True, False) for row in _published(year, is_joint_leave=joint)}
    known = set(Holiday.objects.filter(on__in=rows).values_list("on", flat=True))
    new = [row for on, row in rows.items() if on not in known]
    Holiday.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        calendar_changed(None, "holidays", date(year, 1, 1), date(year, 12, 31), by=by, at=at)
    return len(new)


def _published(year: int, *, is_joint_leave: bool) -> list[Holiday]:
    return [
        Holiday(
            on=on,
            name=name.removesuffix(ESTIMATED),
            is_joint_leave=is_joint_leave,
            is_estimated=name.endswith(ESTIMATED),
        )
        for on, name in _named(year, is_joint_leave)
    ]


@cache
def _named(year: int, is_joint_leave: bool) -> tuple[tuple[date, str], ...]:
    """The days as the library reckons them, which takes it a while."""
    # Six megabytes that only who loads a year needs.
    import holidays

    category = holidays.GOVERNMENT if is_joint_leave else holidays.PUBLIC
    return tuple(holidays.country_holidays("ID", years=year, categories=(category,), language="id").items())
