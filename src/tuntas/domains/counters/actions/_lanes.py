"""One lane of a slot for one person: the database alone says who has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
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
from ..queries.tied import appointment_for
from ..rules.booking import Booking, new_code
from ..rules.slots import Slot, check_in_between, free_lanes
from . import _booking as booking

# A lane that somebody else took a moment ago is no fault: the next one is tried. Who takes one waits for whoever is
# taking the same one, and for nobody else.
_TAKE = """
insert into counters_appointment (id, token, code, office_code, business_day, letter, service_code, lane, starts_at,
  ends_at, early_at, latest_at, state, held_until, made_at, moved_from_id, case_id)
values (%(id)s, %(token)s, %(code)s, %(office)s, %(day)s, %(letter)s, %(service)s, %(lane)s, %(starts)s, %(ends)s,
  %(early)s, %(latest)s, %(state)s, %(until)s, %(at)s, %(moved)s, %(case)s)
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
    case_id: UUID | None = None,
    at: datetime,
) -> Appointment:
    """The first free lane of the slot that begins then; for an application only while it has no other appointment."""
    day = offices.office_day(starts_at)
    slots = office.slots(group.letter, day) if day in office.days(at) and starts_at > at else []
    slot = next((one for one in slots if one.starts_at == starts_at), None)
    if slot is None:
        raise Full(Decision(_("This time cannot be booked. Please choose another.")))
    _give_back_run_out(office.code, group.letter, slot, case_id, at=at)
    values = {**_values(office, group, service, slot, state, at=at), "moved": moved_from, "case": case_id}
    for lane in free_lanes(slot, office.taken.get((group.letter, day), [])):
        with run(_TAKE, {**values, "lane": lane}) as cursor:
            if cursor.fetchone():
                return Appointment.objects.get(pk=values["id"])
    if case_id:
        ensure_no_other(case_id, at)  # made in the meantime it is in every lane's way
    raise Full(Decision(_("This time has just been taken. Please choose another.")))


def ensure_no_other(case_id: UUID, at: datetime) -> None:
    if appointment_for(case_id, at):
        why = _("There is an appointment for this application already. You can move it to another time.")
        raise Refused(Decision(why))


def _values(
    office: Office,
    group: Group,
    service: str,
    slot: Slot,
    state: Booking,
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
    }


def _give_back_run_out(
    office_code: str, letter: str, slot: Slot, case_id: UUID | None, *, at: datetime
) -> None:
    """Holds of this time, or of this application, that have run out stand in nobody's way before the steward comes."""
    in_the_way = Q(
        office_code=office_code, letter=letter, starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at
    )
    if case_id:
        in_the_way |= Q(case_id=case_id)
    run_out = Appointment.objects.select_for_update().filter(in_the_way, state=Booking.HELD, held_until__lte=at)
    for one in run_out.order_by("pk"):
        one.ended_at = at
        booking.move(one, Booking.LAPSED, facts.APPOINTMENT_LAPSED, by=SYSTEM, at=at)
