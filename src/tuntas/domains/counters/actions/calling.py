"""Calling: the next by the policy, or one ticket out of turn with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import update

from .. import access, facts
from ..models import CounterSession, Day, Ticket
from ..rules.calling import next_of, passed_over_after
from ..rules.workflow import State
from . import _calling_rows as rows
from . import _locking as locking

OUT_OF_ORDER = ("unwell", "waited_elsewhere", "same_family", "asked_by_head", "other")


@transaction.atomic
def call_next(
    session_id: UUID | str, *, here: str | None = None, by: Actor, at: datetime, key: str | None = None
) -> Ticket | None:
    """Finish whom this counter serves and call the next, or None when nobody waits for it.

    `here`: the ticket that is served there as far as whoever asks knows, empty for nobody; nobody else is finished.
    """
    with once(key, verb="counters.call_next", by=by) as first, journal.at_once():
        session = locking.session_for(session_id, by)
        if first.done:
            return locking.at_counter(session)
        ensure(access.is_todays(session, at))
        day = locking.day_of(session)
        has_left = _settle(session, here, by=by, at=at)
        heads = rows.heads(session)
        head = next_of(heads, passed_over=session.passed_over, at=at)
        first.keep({})
        if head is None:
            _nobody_follows(day, has_left=has_left)
            return None
        # Who waits changes under the day's lock only, which is ours.
        session.passed_over = passed_over_after(head, heads, passed_over=session.passed_over)
        return _call(session, day, head.ticket, has_left=has_left, by=by, at=at)


@transaction.atomic
def call_ticket(
    session_id: UUID | str,
    ticket_id: UUID | str,
    *,
    reason: str = "",
    here: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Ticket:
    """Call one ticket: somebody who was set aside, or, with a reason that the head of unit sees, out of turn."""
    with once(key, verb="counters.call_ticket", by=by) as first, journal.at_once():
        session = locking.session_for(session_id, by)
        day = locking.day_of(session)
        ticket = locking.ticket_here(session, ticket_id)
        if first.done:
            return ticket
        ensure(access.is_todays(session, at))
        ensure(access.may_move(ticket, State.CALLED))
        ensure(access.calls_letter(session, ticket))
        if _is_due(ticket, session, at):
            reason = ""
        elif reason not in OUT_OF_ORDER:
            raise Refused(Decision(_("Others have waited longer. Say why this person is called before them.")))
        has_left = _settle(session, here, by=by, at=at)
        first.keep({})
        was_waiting = ticket.state == State.WAITING
        return _call(
            session, day, ticket.pk, was_waiting=was_waiting, has_left=has_left, reason=reason, by=by, at=at
        )


def _is_due(ticket: Ticket, session: CounterSession, at: datetime) -> bool:
    """Whether this ticket may be called without a reason: it was called before, or it is the next anyway."""
    if ticket.state == State.PARKED:
        return True
    heads = rows.heads(session)
    head = next_of(heads, passed_over=session.passed_over, at=at)
    if head is None or head.ticket != ticket.pk:
        return False
    session.passed_over = passed_over_after(head, heads, passed_over=session.passed_over)
    return True


def _settle(session: CounterSession, here: str | None, *, by: Actor, at: datetime) -> bool:
    """Who is being served is finished by calling the next; who was called and did not come is not. Whether one was."""
    if served := rows.finish(session, at):
        locking.ensure_here(served, here)
        locking.tell(served, facts.TICKET_FINISHED, by=by, at=at)
        return True
    if locking.at_counter(session) is not None:
        raise Refused(
            Decision(_("Whom you called has not come yet: begin, call again, or say that they are absent."))
        )
    return False


def _nobody_follows(day: Day, *, has_left: bool) -> None:
    if has_left:
        day.at_counters, day.version = day.at_counters - 1, day.version + 1
        update(day, ["at_counters", "version"])


def _call(
    session: CounterSession,
    day: Day,
    ticket_id: UUID,
    *,
    was_waiting: bool = True,
    has_left: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Ticket:
    values = {
        "day": day.pk,
        "waited": int(was_waiting),
        "came": int(not has_left),
        "passed_over": session.passed_over,
        "session": session.pk,
        "at": at,
        "ticket": ticket_id,
        "counter": session.counter.number,
        "reason": reason,
        "by": UUID(by.id),
    }
    sequence, ticket = rows.call(values)
    ticket.session = session
    told = {"counter": session.counter.number, "call": sequence}
    if reason:
        locking.tell(ticket, facts.TICKET_CALLED_OUT_OF_ORDER, by=by, at=at, reason=reason, **told)
    else:
        locking.tell(ticket, facts.TICKET_CALLED, by=by, at=at, **told)
    return ticket
