"""At the counter: begin, call again, absent, set aside, send on, put back, finish."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import insert, update

from .. import access, facts
from ..models import Call, CounterSession, Day, Misdirection, Ticket
from ..queries.groups import groups_of
from ..rules.workflow import Rank, State, WrongPlace
from . import _locking as locking
from . import referring

CALLS_BEFORE_ABSENT = 3
_CALLS = (facts.TICKET_CALLED, facts.TICKET_CALLED_OUT_OF_ORDER)


@transaction.atomic
def begin(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> Ticket | None:
    """The person is here: their waiting is over. The office's day stays as it is, so nobody else's call waits."""
    with once(key, verb="counters.begin", by=by) as first:
        session = locking.session_for(session_id, by)
        if first.done:
            return locking.at_counter(session)
        ticket = locking.ticket_at(session, here)
        if ticket.state != State.SERVING:
            ensure(access.may_move(ticket, State.SERVING))
            ticket.state, ticket.began_at = State.SERVING, ticket.began_at or at
            update(ticket, ["state", "began_at"])
            referring.accepted(session, ticket, by=by, at=at)
            locking.tell(ticket, facts.TICKET_BEGUN, by=by, at=at)
            first.keep({})
        return ticket


@transaction.atomic
def recall(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> Ticket | None:
    """Read the number out once more."""
    with once(key, verb="counters.recall", by=by) as first:
        session = locking.session_for(session_id, by)
        if first.done:
            return locking.at_counter(session)
        day, ticket = locking.day_of(session), locking.ticket_at(session, here)
        if ticket.state != State.CALLED:
            raise Refused(Decision(_("This person is already at your counter.")))
        day.last_call, day.version, ticket.calls = day.last_call + 1, day.version + 1, ticket.calls + 1
        insert(_again(session, day, ticket, by=by, at=at))
        update(ticket, ["calls"])
        update(day, ["last_call", "version"])
        locking.tell(ticket, facts.TICKET_RECALLED, by=by, at=at, call=day.last_call)
        first.keep({})
        return ticket


@transaction.atomic
def absent(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Nobody came after three calls; who comes later today waits again at the front."""
    with once(key, verb="counters.absent", by=by) as first:
        if first.done:
            return
        ticket, day = _here(session_id, here, by)
        if ticket.calls < CALLS_BEFORE_ABSENT:
            raise Refused(Decision(_("Call three times before you say that nobody came.")))
        ticket.finished_at = at
        locking.move(day, ticket, State.ABSENT, facts.TICKET_ABSENT, by=by, at=at, also=("finished_at",))
        first.keep({})


@transaction.atomic
def park(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Set somebody aside who fetches a copy or fills something in; they are called again without waiting anew."""
    with once(key, verb="counters.park", by=by) as first:
        if first.done:
            return
        ticket, day = _here(session_id, here, by)
        add_up(ticket, at)
        also = ("began_at", "served_before")
        locking.move(day, ticket, State.PARKED, facts.TICKET_PARKED, by=by, at=at, also=also)
        first.keep({})


@transaction.atomic
def put_back(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Undo a call: the ticket waits where it was."""
    with once(key, verb="counters.put_back", by=by) as first:
        if first.done:
            return
        ticket, day = _here(session_id, here, by)
        undo_call(day, ticket, by=by, at=at)
        first.keep({})


@transaction.atomic
def finish(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Done at this counter, and nobody is called yet."""
    with once(key, verb="counters.finish", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by)
        day, ticket = locking.day_of(session), locking.ticket_at(session, here)
        ticket.finished_at = at
        ticket.began_at = ticket.began_at or (at if ticket.served_before else called_here(ticket))
        referring.accepted(session, ticket, by=by, at=at)
        also = ("finished_at", "began_at")
        locking.move(day, ticket, State.FINISHED, facts.TICKET_FINISHED, by=by, at=at, also=also)
        first.keep({})


@transaction.atomic
def send_on(
    session_id: UUID | str,
    letter: str,
    *,
    cause: WrongPlace | None,
    here: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> None:
    """To another counter's letter, before all who wait there; with what had sent them to the wrong one, if it was."""
    with once(key, verb="counters.send_on", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by)
        day, ticket = locking.day_of(session), locking.ticket_at(session, here)
        groups = groups_of(session.office_code)
        if letter not in {one.letter for one in groups}:
            raise Refused(Decision(_("No counter of this office has this letter.")))
        if letter == ticket.letter:
            raise Refused(Decision(_("This person already waits for this letter.")))
        if cause is not None:
            insert(_misdirected(session, ticket, letter, cause, by=by, at=at))
        referring.sent_on(session, ticket, letter, groups, by=by, at=at)
        before, ticket.letter, ticket.session, ticket.rank = ticket.letter, letter, None, Rank.SENT_ON
        # How long serving lasts is measured of the counter that serves.
        ticket.began_at, ticket.served_before = None, 0
        told = {"from_letter": before, "to_letter": letter, "cause": str(cause) if cause else None}
        also = ("letter", "session", "rank", "began_at", "served_before")
        locking.move(day, ticket, State.WAITING, facts.TICKET_SENT_ON, by=by, at=at, also=also, **told)
        first.keep({})


def called_here(ticket: Ticket) -> datetime | None:
    """The call that brought them to this counter; whoever was sent on or came after all was called elsewhere first."""
    calls = journal.queries.told([ticket.stream], _CALLS).get(ticket.stream)
    return calls[-1].at if calls else ticket.called_at


def add_up(ticket: Ticket, at: datetime) -> None:
    """What was served until now is kept; the time aside is nobody's serving."""
    if ticket.began_at is not None:
        ticket.served_before += max(0, int((at - ticket.began_at).total_seconds()))
        ticket.began_at = None


def undo_call(day: Day, ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Their waiting goes on, unless an earlier call had ended it, and serving them has not begun."""
    if ticket.called_at == called_here(ticket):
        ticket.called_at = None
    ticket.session, ticket.began_at, ticket.calls = None, None, 0
    also = ("session", "called_at", "began_at", "calls")
    locking.move(day, ticket, State.WAITING, facts.TICKET_PUT_BACK, by=by, at=at, also=also)


def _here(session_id: UUID | str, here: str | None, by: Actor) -> tuple[Ticket, Day]:
    session = locking.session_for(session_id, by)
    day = locking.day_of(session)
    return locking.ticket_at(session, here), day


def _again(session: CounterSession, day: Day, ticket: Ticket, *, by: Actor, at: datetime) -> Call:
    return Call(
        office_code=session.office_code,
        business_day=session.business_day,
        sequence=day.last_call,
        ticket=ticket,
        counter_number=session.counter.number,
        is_again=True,
        by=UUID(by.id),
        at=at,
    )


def _misdirected(
    session: CounterSession, ticket: Ticket, letter: str, cause: WrongPlace, *, by: Actor, at: datetime
) -> Misdirection:
    return Misdirection(
        ticket=ticket,
        office_code=session.office_code,
        business_day=session.business_day,
        cause=cause,
        from_letter=ticket.letter,
        to_letter=letter,
        counter_number=session.counter.number,
        by=UUID(by.id),
        at=at,
    )
