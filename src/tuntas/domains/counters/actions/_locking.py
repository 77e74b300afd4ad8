"""What the verbs at a counter share: the session, then the office's day, then the ticket, locked in this order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.platform import decisions, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.prepared import Prepared, update

from .. import access
from ..models import CounterSession, Day, Ticket
from ..rules.workflow import AT_A_COUNTER, State

_SESSION = Prepared(
    lambda session: (
        CounterSession.objects.filter(pk=session).select_related("counter").select_for_update(of=("self",))
    )
)
_DAY = Prepared(
    lambda day, office: Day.objects.filter(business_day=day, office_code=office).select_for_update()
)
_AT = Prepared(
    lambda session: Ticket.objects.filter(session=session, state__in=AT_A_COUNTER).select_for_update()
)
_ONE = Prepared(lambda ticket: Ticket.objects.filter(pk=ticket).select_for_update())
_HERE = Prepared(
    lambda ticket, office, day: Ticket.objects.filter(
        pk=ticket, office_code=office, business_day=day
    ).select_for_update()
)


class NotThere(decisions.NotThere):
    """No such counter or ticket for this actor: another office's and a missing one are the same."""


def session_for(
    session_id: UUID | str, by: Actor, may: Callable[[Actor, CounterSession], Decision] = access.can_call
) -> CounterSession:
    """The open session of this officer, locked until the transaction ends."""
    found: CounterSession | None = _SESSION.first(UUID(str(session_id)))
    if found is None or not access.serves_residents(by, found.office_code):
        raise NotThere(_("There is no such counter here."))
    ensure(may(by, found))
    return found


def own_session(session_id: UUID | str, by: Actor) -> CounterSession:
    """A session of this officer, locked, also one that is closed or at an office where they serve no longer."""
    found: CounterSession | None = _SESSION.first(UUID(str(session_id)))
    if found is None or str(found.officer) != by.id:
        raise NotThere(_("There is no such counter here."))
    return found


def day_of(session: CounterSession) -> Day:
    """The office's day, locked: from here to the commit nobody else calls at this office."""
    return _locked_day(session)


def day_of_ticket(ticket: Ticket) -> Day:
    return _locked_day(ticket)


def _locked_day(of: CounterSession | Ticket) -> Day:
    found: Day | None = _DAY.first(of.business_day, of.office_code)
    if found is None:
        raise LookupError("Whoever opens a counter or takes a ticket makes the day's row first.")
    return found


def at_counter(session: CounterSession) -> Ticket | None:
    """The ticket that is at this counter, locked."""
    found: Ticket | None = _AT.first(session.pk)
    return found


def ticket_at(session: CounterSession, here: str | None = None) -> Ticket:
    found = at_counter(session)
    if found is None:
        raise Refused(Decision(_("Nobody is at your counter. Call the next person.")))
    ensure_here(found, here)
    return found


def ensure_here(ticket: Ticket, here: str | None) -> None:
    """A page that lies in another window, or whose answer was waited for in vain, means whom it showed (`here`)."""
    if here is not None and str(ticket.pk) != here:
        raise Refused(Decision(_("Somebody else is at your counter than this page showed. Look at it again.")))


def ticket_here(session: CounterSession, ticket_id: UUID | str) -> Ticket:
    """A ticket of this session's office and day, locked. No other is touched: its day is not ours to lock."""
    found: Ticket | None = _HERE.first(UUID(str(ticket_id)), session.office_code, session.business_day)
    if found is None:
        raise NotThere(_("There is no such ticket here."))
    return found


def one_ticket(ticket_id: UUID | str) -> Ticket:
    """Any ticket, locked; the caller asks whether it exists for the actor."""
    found: Ticket | None = _ONE.first(UUID(str(ticket_id)))
    if found is None:
        raise NotThere(_("There is no such ticket here."))
    return found


def move(
    day: Day,
    ticket: Ticket,
    to: State,
    fact: str,
    *,
    by: Actor,
    at: datetime,
    also: tuple[str, ...] = (),
    **content: Any,
) -> None:
    """Change the ticket's state along the table, count it on the office's day, record the fact."""
    ensure(access.may_move(ticket, to))
    count(day, State(ticket.state), to)
    ticket.state = to
    update(ticket, ["state", *also])
    update(day, ["waiting", "at_counters", "version"])
    tell(ticket, fact, by=by, at=at, **content)


def count(day: Day, before: State, after: State) -> None:
    """What a wall shows of the office, after one ticket moved."""
    day.waiting += (after is State.WAITING) - (before is State.WAITING)
    day.at_counters += (after in AT_A_COUNTER) - (before in AT_A_COUNTER)
    day.version += 1


def tell(ticket: Ticket, fact: str, *, by: Actor, at: datetime, **content: Any) -> None:
    journal.record(ticket.stream, fact, by=by, at=at, office=ticket.office_code, content=content or None)
