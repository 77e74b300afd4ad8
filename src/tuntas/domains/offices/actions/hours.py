"""Changing when offices are open. Every change says so in the journal, and running promises are due anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import access
from tuntas.domains.offices.models import OpeningHours
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import Effect
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision, NotThere, ensure

from ._told import calendar_changed, lock_calendars


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
    ensure_there(office_code, by)
    ensure(access.can_change_hours(by, office_code=office_code, from_on=from_on, today=office_day(at)))
    rows = tuple(hours)
    ensure(can_stand(rows, from_on=from_on, to_on=to_on))
    lock_calendars()
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
        for row in rows
    )
    calendar_changed(office_code, "hours", from_on, to_on, by=by, at=at)


@transaction.atomic
def end_hours(row_id: UUID, *, last_on: date, by: Actor, at: datetime) -> None:
    """Let hours end with a day, yesterday at the earliest, together with those that were entered with them.

    Hours that have not begun by then were never in force and go.
    """
    lock_calendars()
    row = OpeningHours.objects.filter(pk=row_id).first()
    if row is None:
        raise NotThere
    ensure_there(row.office_id, by)
    begins_to_change = last_on + timedelta(days=1)
    ensure(
        access.can_change_hours(by, office_code=row.office_id, from_on=begins_to_change, today=office_day(at))
    )
    ensure(can_end(row.from_on, row.to_on, last_on))
    same = entered_together(row)
    if row.from_on > last_on:
        same.delete()
    else:
        same.update(to_on=last_on)
    calendar_changed(row.office_id, "hours", begins_to_change, row.to_on, by=by, at=at)


def entered_together(row: OpeningHours) -> QuerySet[OpeningHours]:
    """A decree's hours are several rows: the same office, effect, days and name."""
    return OpeningHours.objects.filter(
        office=row.office_id, effect=row.effect, from_on=row.from_on, to_on=row.to_on, label=row.label
    )


def ensure_there(office_code: str | None, by: Actor) -> None:
    """What holds for every office is there for all staff; another's office is not."""
    if office_code is not None and not access.visible_offices(by).filter(pk=office_code).exists():
        raise NotThere


def can_stand(rows: tuple[NewHours, ...], *, from_on: date, to_on: date | None) -> Decision:
    """Whether these are hours at all."""
    if not rows:
        return Decision(
            _("Write the hours of at least one day. To shut an office for some days, enter a closure.")
        )
    if to_on and to_on < from_on:
        return Decision(_("The last day is before the first."))
    if any(row.opens_minute >= row.closes_minute for row in rows):
        return Decision(_("An office opens before it closes."))
    return YES


def can_end(from_on: date, to_on: date | None, last_on: date) -> Decision:
    if to_on and last_on >= to_on:
        return Decision(_("It ends no later than that already."))
    return YES


def _end_ordinary_hours(office_code: str | None, from_on: date) -> None:
    former = OpeningHours.objects.filter(office=office_code, effect=Effect.ORDINARY)
    former.filter(from_on__gte=from_on).delete()
    former.filter(Q(to_on=None) | Q(to_on__gte=from_on)).update(to_on=from_on - timedelta(days=1))
