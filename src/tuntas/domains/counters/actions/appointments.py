"""Booking a time: held for some minutes, then confirmed, moved or cancelled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.ids import new_token
from tuntas.platform.prepared import update

from .. import access, facts
from ..models import Appointment
from ..queries.appointments import office_offering
from ..rules.booking import Booking, new_code
from . import _booking as booking
from . import mailing
from ._lanes import Full, ensure_no_other, take_lane

__all__ = ["Full", "book", "cancel", "chosen_time", "confirm", "hold", "move"]


def chosen_time(text: str) -> datetime:
    """The time that a page sent; `Refused` for what is none."""
    try:
        starts_at = parse_datetime(text[:40])
    except ValueError:
        starts_at = None
    if starts_at is None or starts_at.tzinfo is None:
        raise Refused(Decision(_("Choose a time first.")))
    return starts_at


@transaction.atomic
def hold(
    office_code: str,
    *,
    service: str,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    key: str | None = None,
    case_id: UUID | None = None,
) -> Appointment:
    """Keep a time for somebody who is about to confirm it. `Full` when nothing is left of it.

    With `case_id` it is about their own application, which has one appointment at a time.
    """
    ensure(access.can_book(by, office_code))
    if case_id:
        ensure(access.may_book_for(by, case_id))
    with once(key, verb="counters.hold", by=by) as first:
        if first.done:
            return Appointment.objects.get(pk=first.result["appointment"])
        office = office_offering(office_code, at)
        group = office.group(service)
        if group is None:
            raise Refused(Decision(_("This office does not do this.")))
        if case_id:
            ensure_no_other(case_id, at)
        made = take_lane(office, group, service, starts_at, Booking.HELD, case_id=case_id, at=at)
        told = {"service": service, "starts": starts_at.isoformat()}
        about = {"case": str(case_id)} if case_id else {}
        booking.tell(made, facts.APPOINTMENT_HELD, by=by, at=at, **told, **about)
        first.keep({"appointment": str(made.pk)})
        return made


@transaction.atomic
def confirm(which: str | UUID, *, by: Actor, at: datetime) -> Appointment:
    """Make the time theirs. Confirmed twice is once; too late is still in time while nobody else was given it."""
    found = booking.locked(which, by=by)
    if found.state == Booking.CONFIRMED:
        return found
    if found.state == Booking.LAPSED:
        raise Refused(Decision(_("The time was held too long ago. Please choose a time again.")))
    booking.move(found, Booking.CONFIRMED, facts.APPOINTMENT_CONFIRMED, by=by, at=at)
    return found


@transaction.atomic
def book(
    office_code: str,
    *,
    service: str,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Appointment:
    """A time at once, for somebody who stands there or telephones and has said yes to it."""
    with once(key, verb="counters.book", by=by) as first:
        if first.done:
            return Appointment.objects.get(pk=first.result["appointment"])
        made = hold(office_code, service=service, starts_at=starts_at, by=by, at=at)
        first.keep({"appointment": str(made.pk)})
        return confirm(made.pk, by=by, at=at)


@transaction.atomic
def cancel(which: str | UUID, *, by: Actor, at: datetime) -> Appointment:
    """Give the time back, for others to book. Cancelled twice is once."""
    found = booking.locked(which, by=by)
    if found.state == Booking.CANCELLED:
        return found
    found.ended_at = at
    booking.move(found, Booking.CANCELLED, facts.APPOINTMENT_CANCELLED, by=by, at=at)
    mailing.tell_cancelled(found, by=by, at=at)
    return found


@transaction.atomic
def move(
    which: str | UUID, *, starts_at: datetime, by: Actor, at: datetime, key: str | None = None
) -> Appointment:
    """Another time at the same office, under the same address and code. The old time is kept until the new one is had."""
    with once(key, verb="counters.move", by=by) as first:
        if first.done:
            return Appointment.objects.get(pk=first.result["appointment"])
        old = booking.locked(which, by=by)
        booking.ensure_may(old, Booking.MOVED)
        office = office_offering(old.office_code, at)
        group = office.group(old.service_code)
        if group is None:
            raise Refused(Decision(_("This office does not do this.")))
        # First the new lane, then the old one back: two who change places wait for nobody in a circle.
        new = take_lane(office, group, old.service_code, starts_at, Booking.CONFIRMED, moved_from=old.pk, at=at)
        kept, old.token, old.code, old.ended_at = (old.token, old.code), new_token(), new_code(), at
        told = {"became": str(new.pk), "starts": starts_at.isoformat()}
        booking.move(old, Booking.MOVED, facts.APPOINTMENT_MOVED, by=by, at=at, also=("token", "code"), **told)
        new.token, new.code = kept
        new.case_id = old.case_id  # only now: an application has one appointment ahead
        update(new, ["token", "code", "case_id"])
        mailing.tell_moved(old, new, by=by, at=at)
        first.keep({"appointment": str(new.pk)})
        return new
