"""The end of a business day: whoever still waits waits no longer, and no counter stays open over night."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import SYSTEM
from tuntas.platform.prepared import update

from .. import facts
from ..models import CounterSession, Day, Ticket
from ..rules.workflow import OPEN, State
from . import _locking as locking
from .sessions import close_left

DAYS_AT_ONCE = 400
TICKETS_AT_ONCE = 500


def end_past_days(at: datetime) -> int:
    """Days before today that are not over yet; how many tickets expired. What is too much for one turn waits."""
    today, expired = offices.office_day(at), 0
    past = Day.objects.filter(is_over=False, business_day__lt=today).order_by("business_day", "office_code")
    for office_code, on in list(past.values_list("office_code", "business_day")[:DAYS_AT_ONCE]):
        expired += _end(office_code, on, at=at)
        if expired >= TICKETS_AT_ONCE:
            break
    return expired


@transaction.atomic
def _end(office_code: str, on: date, *, at: datetime) -> int:
    """One office's day, or as much of it as one turn takes; in the order of locks of every verb."""
    its = {"office_code": office_code, "business_day": on}
    sessions = CounterSession.objects.select_for_update(of=("self",)).select_related("counter")
    for session in sessions.filter(closed_at=None, **its).order_by("pk"):
        close_left(session, by=SYSTEM, at=at)
    day = Day.objects.select_for_update().get(**its)
    waiting = Ticket.objects.select_for_update().filter(state__in=OPEN, **its).order_by("pk")
    tickets = list(waiting[:TICKETS_AT_ONCE])
    for ticket in tickets:
        locking.move(day, ticket, State.EXPIRED, facts.TICKET_EXPIRED, by=SYSTEM, at=at)
    if len(tickets) < TICKETS_AT_ONCE:
        day.is_over = True
        update(day, ["is_over"])
    return len(tickets)
