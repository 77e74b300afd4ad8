"""The counters of an office and who sits at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from ..models import Counter, CounterSession, Ticket
from ..rules import Rank, printed
from ..rules.workflow import AT_A_COUNTER, State
from .tickets import TicketRow

_PLACE = """
select s.id, s.office_code, s.business_day, c.number, c.letters, s.opened_at, s.break_since, s.back_at, s.passed_over,
       t.id, t.series, t.block, t.number, t.letter, t.service_code, t.rank, t.state, t.placed_at, t.issued_at,
       t.called_at, t.began_at, t.calls, t.case_id,
       coalesce((select max(at) from counters_call where ticket_id = t.id and not is_again), t.called_at)
from counters_countersession s join counters_counter c on c.id = s.counter_id
left join counters_ticket t on t.session_id = s.id and t.state in ('called', 'serving')
where s.officer = %s and s.closed_at is null
"""


@dataclass(frozen=True)
class Place:
    """Where an officer sits now, and whom they serve."""

    session: UUID
    office_code: str
    business_day: date
    number: int
    letters: tuple[str, ...]
    opened_at: datetime
    break_since: datetime | None
    back_at: datetime | None
    passed_over: int  # calls in a row that went before somebody ordinary
    ticket: TicketRow | None


@dataclass(frozen=True)
class CounterRow:
    """One counter as a head or a board sees it; `officer` is a name, for staff alone."""

    id: UUID
    number: int
    letters: tuple[str, ...]
    agency: str
    is_in_use: bool
    session: UUID | None
    officer_id: UUID | None
    officer: str
    opened_at: datetime | None
    break_since: datetime | None
    back_at: datetime | None
    ticket: str  # the number that is there now, as it is printed
    ticket_state: str
    since: datetime | None  # called or begun

    @property
    def is_open(self) -> bool:
        return self.session is not None and self.break_since is None


def counters_of(office_code: str, day: date) -> list[CounterRow]:
    """Every counter with who sits there and whom they serve, by number. Three queries."""
    counters = list(Counter.objects.filter(office_code=office_code).order_by("number"))
    sessions = {
        one.counter_id: one
        for one in CounterSession.objects.filter(office_code=office_code, business_day=day, closed_at=None)
    }
    here = Ticket.objects.filter(state__in=AT_A_COUNTER, session__in=[one.pk for one in sessions.values()])
    # Who was set aside or sent on was called before; here they are since the call that brought them here.
    here = here.annotate(called_here_at=Max("calls_made__at", filter=Q(calls_made__is_again=False)))
    tickets = {one.session_id: one for one in here}
    names = offices.staff_names({one.officer for one in sessions.values()})
    return [
        _row(counter, session := sessions.get(counter.pk), tickets.get(session.pk) if session else None, names)
        for counter in counters
    ]


def place_of(officer: UUID | str) -> Place | None:
    """The counter that this officer has open, with the ticket that is there. One query."""
    with run(_PLACE, [UUID(str(officer))]) as cursor:
        found = cursor.fetchone()
    if found is None:
        return None
    session, office, day, number, letters, opened, break_since, back_at, passed_over, *ticket = found
    row = _ticket(*ticket) if ticket[0] else None
    return Place(session, office, day, number, tuple(letters), opened, break_since, back_at, passed_over, row)


def _ticket(
    key: UUID,
    series: str,
    block: str,
    number: int,
    letter: str,
    service: str,
    rank: int,
    state: str,
    *rest: Any,
) -> TicketRow:
    shown = printed(series, block, number)
    return TicketRow(key, shown, number, letter, service, Rank(rank), State(state), *rest)


def _row(counter: Counter, session: CounterSession | None, ticket: Any, names: dict[UUID, str]) -> CounterRow:
    return CounterRow(
        id=counter.pk,
        number=counter.number,
        letters=tuple(counter.letters),
        agency=counter.agency,
        is_in_use=counter.is_in_use,
        session=session.pk if session else None,
        officer_id=session.officer if session else None,
        officer=names.get(session.officer, "") if session else "",
        opened_at=session.opened_at if session else None,
        break_since=session.break_since if session else None,
        back_at=session.back_at if session else None,
        ticket=printed(ticket.series, ticket.block, ticket.number) if ticket else "",
        ticket_state=ticket.state if ticket else "",
        since=(ticket.began_at or ticket.called_here_at or ticket.called_at) if ticket else None,
    )
