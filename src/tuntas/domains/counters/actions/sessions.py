"""Opening a counter, breaks, closing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import insert, update

from .. import access, facts
from ..models import Counter, CounterSession, Ticket
from ..rules.workflow import AT_A_COUNTER, OPEN, State
from . import _locking as locking
from .days import day_for
from .serving import undo_call


@transaction.atomic
def open_counter(counter_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> CounterSession:
    """Sit down at a counter. What was left open on an earlier day is closed first."""
    with once(key, verb="counters.open_counter", by=by) as first:
        counter = Counter.objects.select_for_update().filter(pk=UUID(str(counter_id))).first()
        if counter is None or not access.serves_residents(by, counter.office_code):
            raise locking.NotThere(_("There is no such counter here."))
        if first.done:
            return _opened_before(counter, by)
        ensure(access.can_open_counter(by, counter.office_code))
        if not counter.is_in_use:
            raise Refused(Decision(_("This counter is out of use.")))
        day = day_for(counter.office_code, at)
        _close_what_was_left(counter, by=by, at=at)
        session = CounterSession(
            counter=counter,
            office_code=counter.office_code,
            business_day=day.business_day,
            officer=UUID(by.id),
            opened_at=at,
        )
        _sit_down(session)
        _count(session, +1)
        _tell(session, facts.COUNTER_OPENED, by=by, at=at)
        first.keep({})
        return session


@transaction.atomic
def close_counter(session_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> None:
    """Get up: nobody may be at the counter."""
    with once(key, verb="counters.close_counter", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by, access.can_close_counter)
        if str(session.officer) == by.id and locking.at_counter(session) is not None:
            raise Refused(
                Decision(_("Somebody is at your counter. Finish, or send them on, before you close."))
            )
        _get_up(session, by=by, at=at)
        first.keep({})


def close_counters_of_who_left(staff_id: UUID | str, *, by: Actor, at: datetime) -> int:
    """Whoever is not posted to an office today any more sits at none of its counters; how many were closed."""
    theirs = CounterSession.objects.filter(officer=staff_id, closed_at=None)
    return sum(_close_of_who_left(pk, by=by, at=at) for pk in theirs.values_list("pk", flat=True))


@transaction.atomic
def _close_of_who_left(session_id: UUID, *, by: Actor, at: datetime) -> int:
    sessions = CounterSession.objects.select_for_update(of=("self",)).select_related("counter")
    session = sessions.filter(pk=session_id, closed_at=None).first()
    if session is None:
        return 0
    there = offices.on_duty(session.office_code, offices.office_day(at))
    if session.officer in {one.id for one in there}:
        return 0
    _get_up(session, by=by, at=at)
    return 1


@transaction.atomic
def begin_break(
    session_id: UUID | str, *, back_at: datetime | None = None, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Prayer, a meal: the counter stays yours and calls nobody. Boards show when it calls again."""
    with once(key, verb="counters.begin_break", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by)
        if locking.at_counter(session) is not None:
            raise Refused(Decision(_("Somebody is at your counter. Finish before your break.")))
        session.break_since, session.back_at = at, back_at
        update(session, ["break_since", "back_at"])
        _count(session, -1)
        _tell(session, facts.BREAK_BEGUN, by=by, at=at)
        first.keep({})


@transaction.atomic
def end_break(session_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> None:
    with once(key, verb="counters.end_break", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by, access.can_use)
        if session.break_since is None:
            return
        session.break_since = session.back_at = None
        update(session, ["break_since", "back_at"])
        _count(session, +1)
        _tell(session, facts.BREAK_ENDED, by=by, at=at)
        first.keep({})


def _close_what_was_left(counter: Counter, *, by: Actor, at: datetime) -> None:
    """Of an earlier day: closed. Of today: a counter has one person, and a person one counter."""
    today = offices.office_day(at)
    left = CounterSession.objects.select_for_update(of=("self",)).select_related("counter").order_by("pk")
    for session in left.filter(closed_at=None, counter=counter) | left.filter(
        closed_at=None, officer=UUID(by.id)
    ):
        if session.business_day < today:
            close_left(session, by=by, at=at)
        elif str(session.officer) != by.id:
            name = offices.staff_name(session.officer)
            raise Refused(Decision(_("%(name)s is serving at this counter.") % {"name": name}))
        elif access.serves_residents(by, session.office_code):
            raise Refused(Decision(_("You already have a counter open. Close it first.")))
        else:  # of an office where they serve no longer, so that they could not close it themselves
            _get_up(session, by=by, at=at)


def close_left(session: CounterSession, *, by: Actor, at: datetime) -> None:
    """Left open on a day that is over. How it ended with whoever was still there, nobody said."""
    _close(session, by=by, at=at)
    _expire(session, AT_A_COUNTER, by=by, at=at)


def leave_closed(session: CounterSession, *, by: Actor, at: datetime) -> None:
    """After something was told of a counter that had been closed: as if that had been known when it was."""
    if session.business_day < offices.office_day(at):
        _expire(session, OPEN, by=by, at=at)
    else:
        _leave_nobody(session, by=by, at=session.closed_at or at)


def _expire(session: CounterSession, states: tuple[State, ...], *, by: Actor, at: datetime) -> None:
    day = locking.day_of(session)
    for ticket in Ticket.objects.select_for_update().filter(session=session, state__in=states).order_by("pk"):
        locking.move(day, ticket, State.EXPIRED, facts.TICKET_EXPIRED, by=by, at=at)


def _opened_before(counter: Counter, by: Actor) -> CounterSession:
    mine = CounterSession.objects.filter(counter=counter, officer=UUID(by.id))
    found: CounterSession = mine.order_by("-opened_at")[0]
    return found


def _sit_down(session: CounterSession) -> None:
    try:
        insert(session)
    except IntegrityError as fault:  # at another counter, in another tab, at the same moment
        raise Refused(Decision(_("You already have a counter open. Close it first."))) from fault


def _close(session: CounterSession, *, by: Actor, at: datetime) -> None:
    was_open = session.break_since is None
    session.closed_at = max(at, session.opened_at)
    session.break_since = session.back_at = None
    update(session, ["closed_at", "break_since", "back_at"])
    if was_open:
        _count(session, -1)
    _tell(session, facts.COUNTER_CLOSED, by=by, at=at)


def _get_up(session: CounterSession, *, by: Actor, at: datetime) -> None:
    _leave_nobody(session, by=by, at=at)
    _close(session, by=by, at=at)


def _leave_nobody(session: CounterSession, *, by: Actor, at: datetime) -> None:
    """A counter that somebody left open: who was being served is done, who was only called waits where they were."""
    day = locking.day_of(session)
    ticket = locking.at_counter(session)
    if ticket is None:
        return
    if ticket.state == State.SERVING:
        ticket.finished_at = at
        locking.move(day, ticket, State.FINISHED, facts.TICKET_FINISHED, by=by, at=at, also=("finished_at",))
    else:
        undo_call(day, ticket, by=by, at=at)


def _count(session: CounterSession, change: int) -> None:
    day = locking.day_of(session)
    day.counters_open, day.version = max(day.counters_open + change, 0), day.version + 1
    update(day, ["counters_open", "version"])


def _tell(session: CounterSession, fact: str, *, by: Actor, at: datetime) -> None:
    told = {"counter": session.counter.number}
    journal.record(
        f"counter:{session.counter_id}", fact, by=by, at=at, office=session.office_code, content=told
    )
