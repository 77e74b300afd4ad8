"""Tickets: one by its page's address, the one at a counter, those who wait and those before one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from ..models import Ticket
from ..rules.workflow import AT_A_COUNTER, State

MOST_SHOWN = 200


def by_token(token: str) -> Ticket | None:
    """The ticket whose page this is."""
    found: Ticket | None = Ticket.objects.filter(token=token).select_related("session__counter").first()
    return found


def current_ticket(session_id: UUID) -> Ticket | None:
    """The ticket that is at this counter now."""
    found: Ticket | None = Ticket.objects.filter(session=session_id, state__in=AT_A_COUNTER).first()
    return found


def waiting_at(office_code: str, day: date, letters: Iterable[str] | None = None) -> list[Ticket]:
    """Those who wait, in the order of rank and coming, `MOST_SHOWN` at most; all letters unless some are named."""
    waiting = Ticket.objects.filter(office_code=office_code, business_day=day, state=State.WAITING)
    if letters is not None:
        waiting = waiting.filter(letter__in=list(letters))
    return list(waiting.order_by("rank", "placed_at", "number", "pk")[:MOST_SHOWN])


def ahead_of(ticket: Ticket) -> int:
    """How many of the same letter are called before this one, as things stand."""
    if ticket.state != State.WAITING:
        return 0
    before = (
        Q(rank__lt=ticket.rank)
        | Q(rank=ticket.rank, placed_at__lt=ticket.placed_at)
        | Q(rank=ticket.rank, placed_at=ticket.placed_at, number__lt=ticket.number)
    )
    same = Ticket.objects.filter(
        office_code=ticket.office_code,
        business_day=ticket.business_day,
        letter=ticket.letter,
        state=State.WAITING,
    )
    return same.filter(before).count()
