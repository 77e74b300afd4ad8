"""Coming to an appointment gives a ticket; not coming gives the time back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.prepared import Prepared

from .. import facts
from ..models import Appointment
from ..queries.appointments import outside_hours
from ..rules import Channel
from ..rules.booking import AHEAD, MOVES, Booking
from . import _booking as booking
from .appointments import cancel
from .issuing import Issued, issue

RELEASED_AT_ONCE = 500


@transaction.atomic
def check_in(which: str | UUID, *, has_priority: bool = False, by: Actor, at: datetime) -> Issued:
    """They are here: a ticket at the place of their time. Checked in twice is the same ticket."""
    found = booking.locked(which, by=by)
    if found.state != Booking.CAME:
        if at > found.latest_at:
            raise Refused(Decision(_("Your time has passed. Please take an ordinary ticket.")))
        booking.ensure_may(found, Booking.CAME)
        if at < found.early_at:
            raise Refused(Decision(_("It is too early to check in. Please come back nearer to your time.")))
    issued = issue(
        found.office_code,
        key=found.pk,
        channel=Channel.APPOINTMENT,
        service=found.service_code,
        letter=found.letter,
        case_id=found.case_id,
        has_priority=has_priority,
        booked_at=found.starts_at,
        by=by,
        at=at,
    )
    if found.state != Booking.CAME:
        found.ticket_id, found.ended_at = issued.id, at
        booking.move(
            found, Booking.CAME, facts.APPOINTMENT_CAME, by=by, at=at, also=("ticket",), ticket=str(issued.id)
        )
        if found.case_id:
            about, office = {"case": str(found.case_id)}, found.office_code
            journal.record(f"ticket:{issued.id}", facts.TICKET_TIED, by=by, at=at, office=office, content=about)
    return issued


def end_for(case_id: UUID, *, at: datetime) -> None:
    """The application was withdrawn or its documents are collected: nobody comes about it, and the time is for others."""
    if _AHEAD_OF(case_id, False):
        with transaction.atomic():
            for one in _AHEAD_OF(case_id, True):
                cancel(one.pk, by=SYSTEM, at=at)


def _ahead_of(case_id: UUID, lock: bool) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(case_id=case_id, state__in=[state.value for state in AHEAD])
    return found.select_for_update() if lock else found


_AHEAD_OF = Prepared(_ahead_of)


def release(at: datetime) -> int:
    """Give back what was held and not confirmed, and the times of who did not come. How many."""
    held = Appointment.objects.filter(state=Booking.HELD, held_until__lte=at)
    awaited = Appointment.objects.filter(state=Booking.CONFIRMED, latest_at__lt=at)
    return sum(
        _end(token, state, fact, at=at)
        for rows, state, fact in (
            (held, Booking.LAPSED, facts.APPOINTMENT_LAPSED),
            (awaited, Booking.MISSED, facts.APPOINTMENT_MISSED),
        )
        for token in rows.order_by("pk").values_list("token", flat=True)[:RELEASED_AT_ONCE]
    )


@transaction.atomic
def _end(token: str, state: Booking, fact: str, *, at: datetime) -> int:
    found = Appointment.objects.select_for_update(skip_locked=True).filter(token=token).first()
    due = found and (found.held_until <= at if state is Booking.LAPSED else found.latest_at < at)
    if found is None or not due or state not in MOVES[Booking(found.state)]:
        return 0
    found.ended_at = at
    if state is Booking.MISSED and outside_hours([found]):  # nobody is blamed for standing before a shut door
        booking.move(found, Booking.CANCELLED, facts.APPOINTMENT_CANCELLED, by=SYSTEM, at=at, reason="shut")
    else:
        booking.move(found, state, fact, by=SYSTEM, at=at)
    return 1
