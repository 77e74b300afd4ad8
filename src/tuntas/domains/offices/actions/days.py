"""Days on which offices are shut or open against the rule: closures, holidays, and holidays that an office works on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import access
from tuntas.domains.offices.models import Closure, Holiday, OpenDay
from tuntas.domains.offices.queries import office_day
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure

from ._told import calendar_changed, lock_calendars
from .hours import can_end, ensure_there


@transaction.atomic
def close_office(
    office_code: str | None, *, from_on: date, to_on: date, reason: str, by: Actor, at: datetime
) -> Closure:
    """Shut an office (or every office) for whole days, the first and the last included."""
    ensure_there(office_code, by)
    ensure(access.can_change_hours(by, office_code=office_code, from_on=from_on, today=office_day(at)))
    if to_on < from_on:
        raise Refused(Decision(_("The last day is before the first.")))
    lock_calendars()
    closure = Closure.objects.create(office_id=office_code, from_on=from_on, to_on=to_on, reason=reason)
    calendar_changed(office_code, "closure", from_on, to_on, by=by, at=at)
    return closure


@transaction.atomic
def end_closure(closure_id: UUID, *, last_on: date, by: Actor, at: datetime) -> None:
    """Let a closure end earlier, with yesterday at the earliest; one that has not begun by then goes."""
    lock_calendars()
    closure = Closure.objects.filter(pk=closure_id).first()
    if closure is None:
        raise NotThere
    ensure_there(closure.office_id, by)
    opens_on = last_on + timedelta(days=1)
    ensure(access.can_change_hours(by, office_code=closure.office_id, from_on=opens_on, today=office_day(at)))
    ensure(can_end(closure.from_on, closure.to_on, last_on))
    before = closure.to_on
    if closure.from_on > last_on:
        closure.delete()
    else:
        closure.to_on = last_on
        closure.save(update_fields=["to_on"])
    calendar_changed(closure.office_id, "closure", opens_on, before, by=by, at=at)


@transaction.atomic
def open_on_holiday(office_code: str, *, on: date, reason: str, by: Actor, at: datetime) -> OpenDay:
    """Let an office work on a holiday as on any other day."""
    ensure_there(office_code, by)
    ensure(access.can_change_hours(by, office_code=office_code, from_on=on, today=office_day(at)))
    lock_calendars()
    if not Holiday.objects.filter(pk=on, is_dropped=False).exists():
        raise Refused(Decision(_("This day is no holiday, so the office is open anyway.")))
    day, is_new = OpenDay.objects.get_or_create(office_id=office_code, on=on, defaults={"reason": reason})
    if is_new:
        calendar_changed(office_code, "open_day", on, on, by=by, at=at)
    return day


@transaction.atomic
def keep_holiday(day_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take back that an office works on a holiday."""
    lock_calendars()
    day = OpenDay.objects.filter(pk=day_id).first()
    if day is None:
        raise NotThere
    ensure_there(day.office_id, by)
    ensure(access.can_change_hours(by, office_code=day.office_id, from_on=day.on, today=office_day(at)))
    day.delete()
    calendar_changed(day.office_id, "open_day", day.on, day.on, by=by, at=at)


@transaction.atomic
def add_holiday(on: date, *, name: str, is_joint_leave: bool = False, by: Actor, at: datetime) -> None:
    """Enter a holiday that a decree added, or say anew what it is called. It is then no longer an estimate."""
    ensure(access.can_change_hours(by, office_code=None, from_on=on, today=office_day(at)))
    lock_calendars()
    Holiday.objects.update_or_create(
        on=on,
        defaults={"name": name, "is_joint_leave": is_joint_leave, "is_estimated": False, "is_dropped": False},
    )
    calendar_changed(None, "holiday", on, on, by=by, at=at)


@transaction.atomic
def remove_holiday(on: date, *, by: Actor, at: datetime) -> None:
    """Take a holiday away that a decree moved or dropped; offices that would have worked on it work anyway."""
    ensure(access.can_change_hours(by, office_code=None, from_on=on, today=office_day(at)))
    lock_calendars()
    if not Holiday.objects.filter(pk=on, is_dropped=False).update(is_dropped=True):
        raise NotThere
    calendar_changed(None, "holiday", on, on, by=by, at=at)
