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
from tuntas.platform.prepared import run, update

from .. import access, facts
from ..models import CounterSession, Day, Ticket
from ..rules.calling import Head, next_of, passed_over_after
from ..rules.workflow import Rank, State
from . import _locking as locking

OUT_OF_ORDER = ("unwell", "waited_elsewhere", "same_family", "asked_by_head", "other")

_HEADS = """
select head.id, head.rank, head.placed_at, head.number
from unnest(%(letters)s::text[]) wanted(letter), generate_series(0, 3) of_rank(rank),
 lateral (select id, rank, placed_at, number from counters_ticket
          where office_code = %(office)s and business_day = %(day)s and letter = wanted.letter
            and rank = of_rank.rank and state = 'waiting' order by placed_at, number limit 1) head
"""
_CALL = """
with day as (
  update counters_day set last_call = last_call + 1, waiting = waiting - %(waited)s, at_counters = at_counters + %(came)s,
                          passed_over = %(passed_over)s, version = version + 1
  where id = %(day)s returning office_code, business_day, last_call
), ticket as (
  update counters_ticket set state = 'called', session_id = %(session)s, calls = 1,
                             called_at = coalesce(called_at, %(at)s)
  where id = %(ticket)s
), counted as (
  update counters_countersession set passed_over = %(passed_over)s
  where id = %(session)s and passed_over <> %(passed_over)s
)
insert into counters_call (office_code, business_day, sequence, ticket_id, counter_number, is_again, out_of_order, by, at)
select office_code, business_day, last_call, %(ticket)s, %(counter)s, false, %(reason)s, %(by)s, %(at)s from day
returning sequence
"""


@transaction.atomic
def call_next(session_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Ticket | None:
    """Finish whom this counter serves and call the next, or None when nobody waits for it."""
    with once(key, verb="counters.call_next", by=by) as first, journal.at_once():
        session = locking.session_for(session_id, by)
        if first.done:
            return locking.at_counter(session)
        ensure(access.is_todays(session, at))
        day = locking.day_of(session)
        has_left = _settle(session, by=by, at=at)
        heads = _heads(session)
        head = next_of(heads, passed_over=session.passed_over, at=at)
        first.keep({})
        if head is None:
            _nobody_follows(day, has_left=has_left)
            return None
        ticket = locking.one_ticket(head.ticket)
        session.passed_over = passed_over_after(head, heads, passed_over=session.passed_over)
        return _call(session, day, ticket, has_left=has_left, by=by, at=at)


@transaction.atomic
def call_ticket(
    session_id: UUID | str,
    ticket_id: UUID | str,
    *,
    reason: str = "",
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
        if _is_due(ticket, session, at):
            reason = ""
        elif reason not in OUT_OF_ORDER:
            raise Refused(Decision(_("Others have waited longer. Say why this person is called before them.")))
        has_left = _settle(session, by=by, at=at)
        first.keep({})
        return _call(session, day, ticket, has_left=has_left, reason=reason, by=by, at=at)


def _is_due(ticket: Ticket, session: CounterSession, at: datetime) -> bool:
    """Whether this ticket may be called without a reason: it was called before, or it is the next anyway."""
    if ticket.state == State.PARKED:
        return True
    heads = _heads(session)
    head = next_of(heads, passed_over=session.passed_over, at=at)
    if head is None or head.ticket != ticket.pk:
        return False
    session.passed_over = passed_over_after(head, heads, passed_over=session.passed_over)
    return True


def _settle(session: CounterSession, *, by: Actor, at: datetime) -> bool:
    """Who is being served is finished by calling the next; who was called and did not come is not. Whether one was."""
    current = locking.at_counter(session)
    if current is None:
        return False
    if current.state == State.CALLED:
        raise Refused(
            Decision(_("Whom you called has not come yet: begin, call again, or say that they are absent."))
        )
    current.state, current.finished_at = State.FINISHED, at
    update(current, ["state", "finished_at"])
    locking.tell(current, facts.TICKET_FINISHED, by=by, at=at)
    return True


def _nobody_follows(day: Day, *, has_left: bool) -> None:
    if has_left:
        day.at_counters, day.version = day.at_counters - 1, day.version + 1
        update(day, ["at_counters", "version"])


def _heads(session: CounterSession) -> list[Head]:
    values = {"letters": session.counter.letters, "office": session.office_code, "day": session.business_day}
    with run(_HEADS, values) as cursor:
        return [Head(ticket, Rank(rank), placed, number) for ticket, rank, placed, number in cursor.fetchall()]


def _call(
    session: CounterSession,
    day: Day,
    ticket: Ticket,
    *,
    has_left: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Ticket:
    values = {
        "day": day.pk,
        "waited": int(ticket.state == State.WAITING),
        "came": int(not has_left),
        "passed_over": session.passed_over,
        "session": session.pk,
        "at": at,
        "ticket": ticket.pk,
        "counter": session.counter.number,
        "reason": reason,
        "by": UUID(by.id),
    }
    with run(_CALL, values) as cursor:
        (sequence,) = cursor.fetchone()
    ticket.state, ticket.session, ticket.calls = State.CALLED, session, 1
    ticket.called_at = ticket.called_at or at
    told = {"counter": session.counter.number, "call": sequence}
    if reason:
        locking.tell(ticket, facts.TICKET_CALLED_OUT_OF_ORDER, by=by, at=at, reason=reason, **told)
    else:
        locking.tell(ticket, facts.TICKET_CALLED, by=by, at=at, **told)
    return ticket
