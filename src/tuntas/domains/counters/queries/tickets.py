"""Tickets: one by its page's address, the one at a counter, those who wait and those before one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ..models import Ticket
from ..rules import Rank, printed
from ..rules.workflow import State

MOST_SHOWN = 200
_TOKEN = re.compile(r"/t/([a-z2-7]{26,40})/?(?:$|[?#])")


@dataclass(frozen=True)
class TicketRow:
    """One ticket as a page shows it. It has no name: nobody's is known."""

    id: UUID
    printed: str
    number: int
    letter: str
    service_code: str
    rank: Rank
    state: State
    placed_at: datetime
    issued_at: datetime
    called_at: datetime | None
    began_at: datetime | None
    calls: int
    case_id: UUID | None
    called_here_at: datetime | None = (
        None  # at a counter: the call that brought them there, and not the first one
    )

    @property
    def has_priority(self) -> bool:
        return self.rank is Rank.PRIORITY


def row_of(ticket: Ticket) -> TicketRow:
    return TicketRow(
        ticket.pk,
        printed(ticket.series, ticket.block, ticket.number),
        ticket.number,
        ticket.letter,
        ticket.service_code,
        Rank(ticket.rank),
        State(ticket.state),
        ticket.placed_at,
        ticket.issued_at,
        ticket.called_at,
        ticket.began_at,
        ticket.calls,
        ticket.case_id,
    )


def token_in(text: str) -> str:
    """The token of a ticket's page in what a scanner typed; empty when it is none."""
    found = _TOKEN.search(text.strip())
    return found[1] if found else ""


def by_token(token: str) -> Ticket | None:
    """The ticket whose page this is."""
    found: Ticket | None = Ticket.objects.filter(token=token).select_related("session__counter").first()
    return found


def waiting_at(office_code: str, day: date, letters: Iterable[str] | None = None) -> list[TicketRow]:
    """Those who wait, in the order of rank and coming, `MOST_SHOWN` at most; all letters unless some are named."""
    waiting = Ticket.objects.filter(office_code=office_code, business_day=day, state=State.WAITING)
    if letters is not None:
        waiting = waiting.filter(letter__in=list(letters))
    return [row_of(one) for one in waiting.order_by("rank", "placed_at", "number", "pk")[:MOST_SHOWN]]


def aside_at(office_code: str, day: date, letters: Iterable[str]) -> list[TicketRow]:
    """Whoever was set aside from these letters, or did not come today, the latest call first, at most `MOST_SHOWN`."""
    away = Q(state=State.PARKED, letter__in=list(letters)) | Q(state=State.ABSENT)
    aside = Ticket.objects.filter(away, office_code=office_code, business_day=day)
    return [row_of(one) for one in aside.order_by("-called_at")[:MOST_SHOWN]]


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
