"""One lane of a slot for one person: the database alone says who has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.ids import new_id, new_token
from tuntas.platform.prepared import run

from .. import facts
from ..models import Appointment
from ..queries.appointments import Office
from ..queries.groups import Group
from ..rules.booking import Booking, new_code
from ..rules.slots import Slot, check_in_between, free_lanes
from . import _booking as booking

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


def take_lane(
    office: Office,
    group: Group,
    service: str,
    starts_at: datetime,
    state: Booking,
    *,
    moved_from: UUID | None = None,
    at: datetime,
) -> Appointment:
    """The first free lane of the slot that begins then."""
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
