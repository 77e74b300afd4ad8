"""What a counter did while it had no network, told when it is back: in order, each once, and nobody called twice.

Such a call was read out by the officer, not by the board: it has no place among the board's calls, which would read it
out again when everything is long over. Its facts carry the counter's own time and say that they were taken offline.
Told after the counter was closed it counts for its own time, with a fact that says so: nothing that was done is lost.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import update

from .. import access, facts
from ..models import CounterSession, Day, Ticket
from ..rules.calling import Head, passed_over_after
from ..rules.workflow import AT_A_COUNTER, Rank, State
from . import _calling_rows as rows
from . import _locking as locking
from . import referring
from .serving import add_up, called_here, undo_call
from .sessions import leave_closed


class Step(StrEnum):
    """What an officer does without network."""

    CALL = "call"  # whoever was at the counter is finished by it
    BEGIN = "begin"
    AGAIN = "again"
    ABSENT = "absent"
    PARK = "park"
    FINISH = "finish"


class Told(StrEnum):
    """What became of a step that was taken without network."""

    KEPT = "kept"
    ELSEWHERE = "elsewhere"  # another counter had called this ticket meanwhile
    LEFT = "left"  # its holder had given the place up


_STAYS = {Step.BEGIN: (State.SERVING, facts.TICKET_BEGUN), Step.AGAIN: (State.CALLED, facts.TICKET_RECALLED)}
_ENDS = {
    Step.ABSENT: (State.ABSENT, facts.TICKET_ABSENT),
    Step.PARK: (State.PARKED, facts.TICKET_PARKED),
    Step.FINISH: (State.FINISHED, facts.TICKET_FINISHED),
}


@transaction.atomic
def tell_step(
    session_id: UUID | str,
    step: Step,
    ticket_id: UUID | str,
    *,
    happened_at: datetime,
    by: Actor,
    at: datetime,
    key: str,
) -> Told:
    """One step of a counter without network, at the time of its day that the counter says."""
    with once(key, verb="counters.tell_step", by=by) as first:
        session = locking.own_session(session_id, by)
        if first.done:
            return Told(first.result["told"])
        day, current = locking.day_of(session), locking.at_counter(session)
        ticket = locking.ticket_here(session, ticket_id)
        then = min(max(happened_at, session.opened_at, ticket.issued_at), session.closed_at or at)
        if session.closed_at is not None and ticket.state == State.EXPIRED:
            _revive(session, day, current, ticket, step, by=by, at=at)
        told = Told.KEPT
        if step is not Step.CALL:
            _go_on(session, day, ticket, step, by=by, then=then, at=at)
        elif (
            current is None or current.pk != ticket.pk
        ):  # else the call had reached us, only its answer was lost
            told = _call(session, day, current, ticket, by=by, then=then, at=at)
        first.keep({"told": told.value})
        return told


@transaction.atomic
def end_telling(session_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """All was told. Nobody stays at a counter that had been closed meanwhile."""
    session = locking.own_session(session_id, by)
    if session.closed_at is not None:
        leave_closed(session, by=by, at=at)


def _revive(
    session: CounterSession,
    day: Day,
    current: Ticket | None,
    ticket: Ticket,
    step: Step,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The end of its day had taken this ticket only because nobody had told us; a fact says that it came late."""
    if ticket.session_id is None and step is Step.CALL:
        state = State.WAITING
    elif ticket.session_id == session.pk and current is None:
        state = State.SERVING if ticket.began_at else State.CALLED
    else:
        return
    locking.count(day, State.EXPIRED, state)
    ticket.state = state
    update(ticket, ["state"])
    update(day, ["waiting", "at_counters", "version"])
    locking.tell(ticket, facts.TICKET_TOLD_LATE, by=by, at=at)


def _call(
    session: CounterSession,
    day: Day,
    current: Ticket | None,
    ticket: Ticket,
    *,
    by: Actor,
    then: datetime,
    at: datetime,
) -> Told:
    if current is not None:
        _leave(session, day, current, by=by, then=then, at=at)
    if ticket.state in (State.LEFT, State.EXPIRED):
        return Told.LEFT
    if ticket.state != State.WAITING or not access.calls_letter(session, ticket):  # it may have been sent on
        return Told.ELSEWHERE
    called, heads = Head(ticket.pk, Rank(ticket.rank), ticket.placed_at, ticket.number), rows.heads(session)
    locking.count(day, State.WAITING, State.CALLED)
    session.passed_over = passed_over_after(called, heads, passed_over=session.passed_over)
    day.passed_over = session.passed_over
    update(session, ["passed_over"])
    ticket.state, ticket.session, ticket.calls = State.CALLED, session, 1
    ticket.called_at = ticket.called_at or then
    update(ticket, ["state", "session", "calls", "called_at"])
    update(day, ["waiting", "at_counters", "passed_over", "version"])
    _tell(ticket, facts.TICKET_CALLED, by=by, then=then, counter=session.counter.number)
    return Told.KEPT


def _leave(
    session: CounterSession, day: Day, current: Ticket, *, by: Actor, then: datetime, at: datetime
) -> None:
    """Who was here before. The page calls nobody while somebody is called: of that call it never had the answer."""
    if current.state == State.CALLED and session.closed_at is None:
        undo_call(day, current, by=by, at=at)
    else:
        _end(day, current, Step.FINISH, by=by, then=then)


def _go_on(
    session: CounterSession, day: Day, ticket: Ticket, step: Step, *, by: Actor, then: datetime, at: datetime
) -> None:
    """With whom this counter had called; what became of the ticket elsewhere meanwhile stays."""
    if ticket.session_id != session.pk or ticket.state not in AT_A_COUNTER:
        return
    if step in (Step.BEGIN, Step.FINISH):
        referring.accepted(session, ticket, by=by, at=at)
    if step in _ENDS:
        _end(day, ticket, step, by=by, then=then)
    elif ticket.state == State.CALLED:
        _stay(ticket, step, by=by, then=then)


def _stay(ticket: Ticket, step: Step, *, by: Actor, then: datetime) -> None:
    ticket.state, fact = _STAYS[step]
    if step is Step.BEGIN:
        ticket.began_at = max(then, ticket.called_at or then)
    else:
        ticket.calls += 1
    update(ticket, ["state", "began_at", "calls"])
    _tell(ticket, fact, by=by, then=then)


def _end(day: Day, ticket: Ticket, step: Step, *, by: Actor, then: datetime) -> None:
    state, fact = _ENDS[step]
    then = max(then, ticket.began_at or ticket.called_at or then)
    if step is Step.PARK:
        add_up(ticket, then)
    else:
        ticket.finished_at = then
    if step is Step.FINISH:  # called the next, when the one before had not begun: there was no time to say so
        ticket.began_at = ticket.began_at or called_here(ticket)
    locking.count(day, State(ticket.state), state)
    ticket.state = state
    update(ticket, ["state", "began_at", "served_before", "finished_at"])
    update(day, ["waiting", "at_counters", "version"])
    _tell(ticket, fact, by=by, then=then)


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
