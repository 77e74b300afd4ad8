"""A ticket as its holder sees it on the phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.domains.offices import queries as offices

from ..models import Day, NearlyTime, Ticket
from ..rules import printed
from ..rules.saying import Interval, said
from ..rules.workflow import OPEN, State
from .estimates import estimate_for
from .risks import is_at_risk
from .tickets import ahead_of, by_token

_TOKEN = re.compile(r"[a-z2-7]{20,40}")


@dataclass(frozen=True)
class PhonePage:
    """Everything on `/t/<token>/`. Nobody's name is known."""

    id: UUID
    token: str
    printed: str
    office_code: str
    office: str
    state: State
    has_priority: bool
    issued_at: datetime
    called_at: datetime | None
    calls: int
    counter: int | None
    ahead: int
    interval: Interval | None
    is_at_risk: bool  # of waiting longer than anybody should
    closes_at: datetime | None
    has_case: bool
    wants_word: bool
    at: datetime

    @property
    def is_waiting(self) -> bool:
        return self.state is State.WAITING

    @property
    def may_take_back(self) -> bool:
        is_open = self.closes_at is not None and self.at < self.closes_at
        return self.state is State.LEFT and is_open


def find_by_token(token: str) -> Ticket | None:
    """The ticket of this address; None for what cannot be one."""
    return by_token(token) if _TOKEN.fullmatch(token) else None


def phone_page(ticket: Ticket, at: datetime) -> PhonePage:
    """The page of a ticket at a moment: a bounded number of queries, whoever else waits."""
    state = _state(ticket, at)
    wait = estimate_for(ticket.office_code, ticket.pk, at) if state is State.WAITING else None
    is_known = wait is not None and wait.is_known
    day = Day.objects.filter(business_day=ticket.business_day, office_code=ticket.office_code).first()
    at_a_counter = state in (State.CALLED, State.SERVING) and ticket.session is not None
    return PhonePage(
        id=ticket.pk,
        token=ticket.token,
        printed=printed(ticket.series, ticket.block, ticket.number),
        office_code=ticket.office_code,
        office=offices.office_names([ticket.office_code]).get(ticket.office_code, ""),
        state=state,
        has_priority=ticket.rank == 1,
        issued_at=ticket.issued_at,
        called_at=ticket.called_at,
        calls=ticket.calls,
        counter=ticket.session.counter.number if at_a_counter and ticket.session else None,
        ahead=wait.people_ahead if wait and is_known else ahead_of(ticket),
        interval=said(wait.low, wait.high) if wait and is_known else None,
        is_at_risk=bool(wait and is_known and is_at_risk(wait)),
        closes_at=day.closes_at if day else None,
        has_case=ticket.case_id is not None,
        wants_word=NearlyTime.objects.filter(ticket=ticket).exists(),
        at=at,
    )


def _state(ticket: Ticket, at: datetime) -> State:
    """What still waited when its day ended is over, whether anybody noted it or not."""
    state = State(ticket.state)
    return State.EXPIRED if state in OPEN and ticket.business_day < offices.office_day(at) else state
