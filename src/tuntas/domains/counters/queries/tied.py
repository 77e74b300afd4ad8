"""The appointment that an application has: when its applicant comes about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import Prepared

from ..models import Appointment
from ..rules import State, printed
from ..rules.booking import OCCUPIES, Booking
from ..rules.workflow import OPEN

_OF = Prepared(
    lambda case_id: (
        Appointment.objects.filter(case_id=case_id, state__in=[state.value for state in OCCUPIES])
        .select_related("ticket")
        .order_by("-made_at")
    )
)


@dataclass(frozen=True)
class Tied:
    """When and where they come, and by which code or number they are known there."""

    id: UUID
    token: str
    code: str
    state: Booking
    office_code: str
    starts_at: datetime
    held_until: datetime
    ticket: str
    ticket_token: str


def appointment_for(case_id: UUID, at: datetime) -> Tied | None:
    """Held, made, or called in and not served yet; what was missed or cancelled makes room for another. One query."""
    return next((_tied(one) for one in _OF(case_id) if _stands(one, at)), None)


def is_shut_then(made: Tied) -> bool:
    """Whether opening hours changed after it was made. One query, and none once they came."""
    if made.ticket:
        return False
    calendar = offices.calendar(made.office_code, since=offices.office_day(made.starts_at))
    return not calendar.is_open(made.starts_at)


def _stands(found: Appointment, at: datetime) -> bool:
    if found.ticket:
        return State(found.ticket.state) in OPEN
    return found.state != Booking.HELD or found.held_until > at


def _tied(found: Appointment) -> Tied:
    ticket = found.ticket
    return Tied(
        id=found.pk,
        token=found.token,
        code=found.code_in_two,
        state=Booking(found.state),
        office_code=found.office_code,
        starts_at=found.starts_at,
        held_until=found.held_until,
        ticket=printed(ticket.series, ticket.block, ticket.number) if ticket else "",
        ticket_token=ticket.token if ticket else "",
    )
