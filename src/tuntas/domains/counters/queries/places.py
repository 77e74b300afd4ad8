"""The counters of an office and who sits at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tuntas.domains.offices import queries as offices

from ..models import Counter, CounterSession, Ticket
from ..rules import printed
from ..rules.workflow import AT_A_COUNTER


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
    tickets = {
        one.session_id: one
        for one in Ticket.objects.filter(
            Q(state__in=AT_A_COUNTER), session__in=[one.pk for one in sessions.values()]
        )
    }
    names = offices.staff_names({one.officer for one in sessions.values()})
    return [
        _row(counter, session := sessions.get(counter.pk), tickets.get(session.pk) if session else None, names)
        for counter in counters
    ]


def session_of(officer: UUID | str, day: date) -> CounterSession | None:
    """The counter that this officer has open today."""
    found: CounterSession | None = (
        CounterSession.objects.filter(officer=UUID(str(officer)), business_day=day, closed_at=None)
        .select_related("counter")
        .first()
    )
    return found


def _row(
    counter: Counter, session: CounterSession | None, ticket: Ticket | None, names: dict[UUID, str]
) -> CounterRow:
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
        since=(ticket.began_at or ticket.called_at) if ticket else None,
    )
