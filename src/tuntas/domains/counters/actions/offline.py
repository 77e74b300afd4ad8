"""What a counter did while it had no network, told when it is back: in order, each once, and nobody called twice.

Such a call was read out by the officer, not by the board: it has no place among the board's calls, which would read it
out again when everything is long over. Its facts carry the counter's own time and say that they were taken offline.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import update

from .. import facts
from ..models import CounterSession, Day, Ticket
from ..rules.workflow import Rank, State
from . import _locking as locking
from . import referring


class Told(StrEnum):
    """What became of a call that was made without network."""

    KEPT = "kept"
    ELSEWHERE = "elsewhere"  # another counter had called this ticket meanwhile
    LEFT = "left"  # its holder had given the place up


@transaction.atomic
def called_offline(
    session_id: UUID | str, ticket_id: UUID | str, *, happened_at: datetime, by: Actor, at: datetime, key: str
) -> Told:
    """Whoever was at the counter was finished, and this ticket was called and served from then on."""
    with once(key, verb="counters.called_offline", by=by) as first:
        session = locking.session_for(session_id, by)
        if first.done:
            return Told(first.result["told"])
        day, current, ticket = locking.day_of(session), locking.at_counter(session), _there(session, ticket_id)
        then = min(max(happened_at, session.opened_at, ticket.issued_at), at)
        if current is not None and current.pk == ticket.pk:
            _begin(session, ticket, by=by, then=then, at=at)
            told = Told.KEPT
        else:
            _finish(current, day, by=by, then=then)
            told = _serve(session, day, ticket, by=by, then=then, at=at)
        first.keep({"told": told.value})
        return told


@transaction.atomic
def finished_offline(
    session_id: UUID | str, ticket_id: UUID | str, *, happened_at: datetime, by: Actor, at: datetime, key: str
) -> Told:
    """The person at the counter was done, and nobody was called."""
    with once(key, verb="counters.finished_offline", by=by) as first:
        session = locking.session_for(session_id, by)
        if not first.done:
            day, current = locking.day_of(session), locking.at_counter(session)
            if current is not None and current.pk == UUID(str(ticket_id)):
                _finish(current, day, by=by, then=min(max(happened_at, session.opened_at), at))
            first.keep({"told": Told.KEPT.value})
        return Told.KEPT


def _there(session: CounterSession, ticket_id: UUID | str) -> Ticket:
    ticket = locking.one_ticket(ticket_id)
    if (ticket.office_code, ticket.business_day) != (session.office_code, session.business_day):
        raise locking.NotThere(_("There is no such ticket here."))
    return ticket


def _serve(
    session: CounterSession, day: Day, ticket: Ticket, *, by: Actor, then: datetime, at: datetime
) -> Told:
    if ticket.state != State.WAITING:
        return Told.LEFT if ticket.state in (State.LEFT, State.EXPIRED) else Told.ELSEWHERE
    locking.count(day, State.WAITING, State.SERVING)
    session.passed_over = day.passed_over = 0 if ticket.rank == Rank.ORDINARY else session.passed_over + 1
    update(session, ["passed_over"])
    ticket.state, ticket.session, ticket.calls = State.SERVING, session, ticket.calls + 1
    ticket.called_at = ticket.called_at or then
    ticket.began_at = then
    update(ticket, ["state", "session", "calls", "called_at", "began_at"])
    update(day, ["waiting", "at_counters", "passed_over", "version"])
    referring.accepted(session, ticket, by=by, at=at)
    _tell(ticket, facts.TICKET_CALLED, by=by, then=then, counter=session.counter.number)
    _tell(ticket, facts.TICKET_BEGUN, by=by, then=then)
    return Told.KEPT


def _begin(session: CounterSession, ticket: Ticket, *, by: Actor, then: datetime, at: datetime) -> None:
    """The call had reached us, only its answer was lost."""
    if ticket.state == State.CALLED:
        ticket.state, ticket.began_at = State.SERVING, max(then, ticket.called_at or then)
        update(ticket, ["state", "began_at"])
        referring.accepted(session, ticket, by=by, at=at)
        _tell(ticket, facts.TICKET_BEGUN, by=by, then=ticket.began_at)


def _finish(current: Ticket | None, day: Day, *, by: Actor, then: datetime) -> None:
    """Also one who was called and not begun: without network there was no other way on."""
    if current is None:
        return
    current.began_at = current.began_at or current.called_at
    locking.count(day, State(current.state), State.FINISHED)
    current.state, current.finished_at = State.FINISHED, max(then, current.began_at or then)
    update(current, ["state", "began_at", "finished_at"])
    update(day, ["waiting", "at_counters", "version"])
    _tell(current, facts.TICKET_FINISHED, by=by, then=current.finished_at)


def _tell(ticket: Ticket, fact: str, *, by: Actor, then: datetime, **content: int) -> None:
    journal.record(
        ticket.stream,
        fact,
        by=by,
        at=then,
        office=ticket.office_code,
        content=content or None,
        offline=True,
    )
