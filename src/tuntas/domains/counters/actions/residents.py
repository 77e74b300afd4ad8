"""What happens to a ticket away from a counter: given up, come after all, tied to an application."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.prepared import update

from .. import access, facts
from ..models import Day, Ticket
from ..rules.workflow import State
from . import _locking as locking


@transaction.atomic
def give_up(ticket_id: UUID | str, *, by: Actor, at: datetime) -> Ticket:
    """Whoever holds the ticket does not wait any longer. Given up twice is once."""
    ticket, day = _with_day(ticket_id)
    if ticket.state == State.LEFT:
        return ticket
    ticket.finished_at = at
    locking.move(day, ticket, State.LEFT, facts.TICKET_LEFT, by=by, at=at, also=("finished_at",))
    return ticket


@transaction.atomic
def take_back(ticket_id: UUID | str, *, by: Actor, at: datetime) -> Ticket:
    """Given up by mistake: while the office is open the place is as it was; who was set aside waits there."""
    ticket, day = _with_day(ticket_id)
    if ticket.state == State.WAITING:
        return ticket
    ensure(access.may_take_back(ticket, day, at))
    ticket.session, ticket.finished_at = None, None
    also = ("session", "finished_at")
    locking.move(day, ticket, State.WAITING, facts.TICKET_TAKEN_BACK, by=by, at=at, also=also)
    return ticket


@transaction.atomic
def came_after_all(ticket_id: UUID | str, *, by: Actor, at: datetime) -> Ticket:
    """Somebody who was called in vain is here: they wait where they stood, so they are called soon."""
    ticket, day = _with_day(ticket_id)
    if not access.serves_residents(by, ticket.office_code):
        raise locking.NotThere(_("There is no such ticket here."))
    if ticket.state == State.WAITING:
        return ticket
    ensure(access.may_come_after_all(ticket, at))
    ticket.session, ticket.finished_at, ticket.calls = None, None, 0
    also = ("session", "finished_at", "calls")
    locking.move(day, ticket, State.WAITING, facts.TICKET_CAME_AFTER_ALL, by=by, at=at, also=also)
    return ticket


@transaction.atomic
def tie(ticket_id: UUID | str, case_id: UUID, *, by: Actor, at: datetime) -> Ticket:
    """This person waits, or is served, for that application: from ticket to case to document."""
    ticket = locking.one_ticket(ticket_id)
    if not access.serves_residents(by, ticket.office_code):
        raise locking.NotThere(_("There is no such ticket here."))
    ensure(access.may_tie(ticket))
    if ticket.case_id == case_id:
        return ticket
    ticket.case_id = case_id
    update(ticket, ["case_id"])
    locking.tell(ticket, facts.TICKET_TIED, by=by, at=at, case=str(case_id))
    return ticket


def _with_day(ticket_id: UUID | str) -> tuple[Ticket, Day]:
    """The day is locked before the ticket, as at a counter, so nobody waits for one another in a circle."""
    seen = Ticket.objects.filter(pk=UUID(str(ticket_id))).first()
    if seen is None:
        raise locking.NotThere(_("There is no such ticket here."))
    day = locking.day_of_ticket(seen)
    return locking.one_ticket(ticket_id), day
