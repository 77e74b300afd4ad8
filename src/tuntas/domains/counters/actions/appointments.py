"""Booking a time: held for some minutes, then confirmed, moved or cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.idempotency import once
from tuntas.platform.ids import new_id, new_token
from tuntas.platform.prepared import run, update

from .. import facts
from ..models import Appointment
from ..queries.appointments import Office, office_offering
from ..queries.groups import Group
from ..rules.booking import Booking, new_code
from ..rules.slots import Slot, check_in_between, free_lanes
from . import _booking as booking
from . import mailing

# A lane that somebody else took a moment ago is no fault: the next one is tried. Who takes one waits for whoever is
# taking the same one, and for nobody else.
_TAKE = """
insert into counters_appointment (id, token, code, office_code, business_day, letter, service_code, lane, starts_at,
  ends_at, early_at, latest_at, state, held_until, made_at, moved_from_id)
values (%(id)s, %(token)s, %(code)s, %(office)s, %(day)s, %(letter)s, %(service)s, %(lane)s, %(starts)s, %(ends)s,
  %(early)s, %(latest)s, %(state)s, %(until)s, %(at)s, %(moved)s)
on conflict do nothing returning id
"""


class Full(Refused):
    """Nothing is left of this time; the page shows what is."""


@transaction.atomic
def hold(
    office_code: str,
    *,
    service: str,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Appointment:
    """Keep a time for somebody who is about to confirm it. `Full` when nothing is left of it."""
    with once(key, verb="counters.hold", by=by) as first:
        if first.done:
            return Appointment.objects.get(pk=first.result["appointment"])
        office = office_offering(office_code, at)
        group = office.group(service)
        if group is None:
            raise Refused(Decision(_("This office does not do this.")))
        made = _take(office, group, service, starts_at, Booking.HELD, at=at)
        booking.tell(made, facts.APPOINTMENT_HELD, by=by, at=at, service=service, starts=starts_at.isoformat())
        first.keep({"appointment": str(made.pk)})
        return made


@transaction.atomic
def confirm(token: str, *, by: Actor, at: datetime) -> Appointment:
    """Make the time theirs. Confirmed twice is once; too late is still in time while nobody else was given it."""
    found = booking.locked(token)
    if found.state == Booking.CONFIRMED:
        return found
    if found.state == Booking.LAPSED:
        raise Refused(Decision(_("The time was held too long ago. Please choose a time again.")))
    booking.move(found, Booking.CONFIRMED, facts.APPOINTMENT_CONFIRMED, by=by, at=at)
    return found


@transaction.atomic
def cancel(token: str, *, by: Actor, at: datetime) -> Appointment:
    """Give the time back, for others to book. Cancelled twice is once."""
    found = booking.locked(token)
    if found.state == Booking.CANCELLED:
        return found
    found.ended_at = at
    booking.move(found, Booking.CANCELLED, facts.APPOINTMENT_CANCELLED, by=by, at=at)
    mailing.tell_cancelled(found, by=by, at=at)
    return found


@transaction.atomic
def move(token: str, *, starts_at: datetime, by: Actor, at: datetime, key: str | None = None) -> Appointment:
    """Another time at the same office, under the same address and code. The old time is kept until the new one is had."""
    with once(key, verb="counters.move", by=by) as first:
        if first.done:
            return Appointment.objects.get(pk=first.result["appointment"])
        old = booking.locked(token)
        booking.ensure_may(old, Booking.MOVED)
        office = office_offering(old.office_code, at)
        group = office.group(old.service_code)
        if group is None:
            raise Refused(Decision(_("This office does not do this.")))
        # First the new lane, then the old one back: two who change places wait for nobody in a circle.
        new = _take(office, group, old.service_code, starts_at, Booking.CONFIRMED, moved_from=old.pk, at=at)
        kept, old.token, old.code, old.ended_at = (old.token, old.code), new_token(), new_code(), at
        told = {"became": str(new.pk), "starts": starts_at.isoformat()}
        booking.move(old, Booking.MOVED, facts.APPOINTMENT_MOVED, by=by, at=at, also=("token", "code"), **told)
        new.token, new.code = kept
        update(new, ["token", "code"])
        mailing.tell_moved(old, new, by=by, at=at)
        first.keep({"appointment": str(new.pk)})
        return new


def _take(
    office: Office,
    group: Group,
    service: str,
    starts_at: datetime,
    state: Booking,
    *,
    moved_from: UUID | None = None,
    at: datetime,
) -> Appointment:
    """The first free lane of the slot that begins then. The database alone says who has it."""
    day = offices.office_day(starts_at)
    slots = office.slots(group.letter, day) if day in office.days(at) and starts_at > at else []
    slot = next((one for one in slots if one.starts_at == starts_at), None)
    if slot is None:
        raise Full(Decision(_("This time cannot be booked. Please choose another.")))
    _give_back_run_out(office.code, group.letter, slot, at=at)
    values = _values(office, group, service, slot, state, moved_from, at=at)
    for lane in free_lanes(slot, office.taken.get((group.letter, day), [])):
        with run(_TAKE, {**values, "lane": lane}) as cursor:
            if cursor.fetchone():
                return Appointment.objects.get(pk=values["id"])
    raise Full(Decision(_("This time has just been taken. Please choose another.")))


def _values(
    office: Office,
    group: Group,
    service: str,
    slot: Slot,
    state: Booking,
    moved_from: UUID | None,
    *,
    at: datetime,
) -> dict[str, Any]:
    early, latest = check_in_between(slot.starts_at, office.policy)
    return {
        "id": new_id(),
        "token": new_token(),
        "code": new_code(),
        "office": office.code,
        "day": offices.office_day(slot.starts_at),
        "letter": group.letter,
        "service": service,
        "starts": slot.starts_at,
        "ends": slot.ends_at,
        "early": early,
        "latest": latest,
        "state": state.value,
        "until": at + timedelta(minutes=office.policy.hold_minutes),
        "at": at,
        "moved": moved_from,
    }


def _give_back_run_out(office_code: str, letter: str, slot: Slot, *, at: datetime) -> None:
    """Holds of this time that have run out stand in nobody's way, even before the steward comes by."""
    run_out = Appointment.objects.select_for_update().filter(
        office_code=office_code,
        letter=letter,
        state=Booking.HELD,
        held_until__lte=at,
        starts_at__lt=slot.ends_at,
        ends_at__gt=slot.starts_at,
    )
    for one in run_out.order_by("pk"):
        one.ended_at = at
        booking.move(one, Booking.LAPSED, facts.APPOINTMENT_LAPSED, by=SYSTEM, at=at)
