"""Who was sent to another agency in the same room, and whether that agency took them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tuntas.domains.offices import queries as offices

from ..models import CounterSession, Referral
from ..rules import SentBack, State, printed

SHOWN = 50
BACK = timedelta(days=7)
STILL_WAITS = (State.WAITING, State.CALLED)


@dataclass(frozen=True)
class ReferralRow:
    """One person who was sent to another agency, as both heads see it."""

    id: UUID
    ticket_id: UUID
    printed: str
    office_code: str
    agency: str
    from_letter: str
    to_letter: str
    counter_number: int
    sent_by: str
    sent_at: datetime
    sent_back_by: str
    sent_back_at: datetime | None
    reason: str
    still_waits: bool


def not_accepted(office_code: str, day: date) -> list[ReferralRow]:
    """Today's and last week's that nobody accepted, sent back or not yet answered, the newest first. Two queries."""
    open_or_back = Referral.objects.filter(
        office_code=office_code, business_day__range=(day - BACK, day), accepted_at=None
    ).exclude(reason=SentBack.SENT_ON)
    rows = list(open_or_back.select_related("ticket").order_by("-sent_at")[:SHOWN])
    people = {one for row in rows for one in (row.sent_by, row.sent_back_by) if one}
    names = offices.staff_names(people) if people else {}
    return [_row(row, names) for row in rows]


def referral_at(ticket_id: UUID, session_id: UUID) -> Referral | None:
    """What sent the person at a counter of the asked agency there, unless it was sent back. One query."""
    agency = CounterSession.objects.filter(pk=session_id).values("counter__agency")[:1]
    there = Referral.objects.filter(ticket=ticket_id, sent_back_at=None, agency=agency)
    return there.order_by("-sent_at").first()


def _row(row: Referral, names: dict[UUID, str]) -> ReferralRow:
    ticket = row.ticket
    return ReferralRow(
        id=row.pk,
        ticket_id=ticket.pk,
        printed=printed(ticket.series, ticket.block, ticket.number),
        office_code=row.office_code,
        agency=row.agency,
        from_letter=row.from_letter,
        to_letter=row.to_letter,
        counter_number=row.counter_number,
        sent_by=names.get(row.sent_by, ""),
        sent_at=row.sent_at,
        sent_back_by=names.get(row.sent_back_by, "") if row.sent_back_by else "",
        sent_back_at=row.sent_back_at,
        reason=row.reason,
        still_waits=ticket.state in STILL_WAITS and row.sent_back_at is None,
    )
