"""What a counter did without network, told when it is back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions, facts
from tuntas.domains.counters.actions import Step, Told
from tuntas.domains.counters.models import Call, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.platform import clock, journal
from tuntas.platform.decisions import NotThere

from . import crowd

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(db):
    return crowd.room(clock.now() - timedelta(hours=2))


def _tell(room, session, step, issued, minutes, *, key=None, told_after=60 * MINUTE):
    return actions.tell_step(
        session.pk,
        step,
        issued.id,
        happened_at=room.at + minutes * MINUTE,
        by=room.officer(0),
        at=room.at + told_after,
        key=key or str(uuid.uuid4()),
    )


def _served(room, session, issued, minutes, **more):
    """Called, and there at once."""
    told = _tell(room, session, Step.CALL, issued, minutes, **more)
    _tell(room, session, Step.BEGIN, issued, minutes, **more)
    return told


def _ticket(issued) -> Ticket:
    return Ticket.objects.get(pk=issued.id)


def _names(issued) -> list[str]:
    return [fact.name for fact in journal.queries.history(_ticket(issued).stream)]


def test_calls_count_from_when_they_were_made_and_each_ends_the_one_before(room):
    first, second = crowd.issue(room.at), crowd.issue(room.at)
    session = room.sit(0)

    assert _served(room, session, first, 5) is Told.KEPT
    assert _served(room, session, second, 15) is Told.KEPT

    one, two = _ticket(first), _ticket(second)
    assert (one.state, two.state) == (State.FINISHED, State.SERVING)
    assert one.called_at == room.at + 5 * MINUTE
    assert one.finished_at == two.called_at == room.at + 15 * MINUTE
    day = Day.objects.get()
    assert (day.waiting, day.at_counters) == (0, 1)


def test_sent_twice_it_is_one_call(room):
    first = crowd.issue(room.at)
    session, key = room.sit(0), str(uuid.uuid4())

    assert [_tell(room, session, Step.CALL, first, 5, key=key) for _ in range(2)] == [Told.KEPT] * 2

    assert _ticket(first).calls == 1
    assert Day.objects.get().at_counters == 1


def test_whom_another_counter_called_meanwhile_is_told_and_stays_there(room):
    issued = crowd.issue(room.at)
    mine, other = room.sit(0), room.sit(1)
    actions.call_next(other.pk, by=room.officer(1), at=room.at)

    assert _served(room, mine, issued, 5) is Told.ELSEWHERE
    _tell(room, mine, Step.FINISH, issued, 9)

    ticket = _ticket(issued)
    assert (ticket.session_id, ticket.calls, ticket.state) == (other.pk, 1, State.CALLED)
    assert (Day.objects.get().waiting, Day.objects.get().at_counters) == (0, 1)


def test_a_call_whose_answer_was_lost_is_the_same_call(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    assert _served(room, session, issued, 5) is Told.KEPT

    assert (_ticket(issued).state, _ticket(issued).calls) == (State.SERVING, 1)
    assert Day.objects.get().at_counters == 1


def test_whom_a_lost_answer_called_unseen_waits_on_when_somebody_else_was_served(room):
    """The officer never read of this call: the list that the page had said another number."""
    unseen, seen = crowd.issue(room.at), crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    assert _served(room, session, seen, 5) is Told.KEPT

    assert (_ticket(seen).state, _ticket(unseen).state) == (State.SERVING, State.WAITING)
    assert facts.TICKET_PUT_BACK in _names(unseen)
    assert (Day.objects.get().waiting, Day.objects.get().at_counters) == (1, 1)


def test_priority_without_anybody_ordinary_waiting_takes_no_turn_from_them(room):
    session = room.sit(0)
    for minutes in range(3):
        _served(room, session, crowd.issue(room.at, has_priority=True), minutes)
    ordinary, priority = crowd.issue(room.at), crowd.issue(room.at, has_priority=True)

    assert actions.call_next(session.pk, by=room.officer(0), at=room.at + 60 * MINUTE).pk == priority.id
    assert _ticket(ordinary).state == State.WAITING


def test_who_gave_the_place_up_is_not_called(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    Ticket.objects.filter(pk=issued.id).update(state=State.LEFT)

    assert _served(room, session, issued, 5) is Told.LEFT

    assert _ticket(issued).state == State.LEFT


def test_called_three_times_in_vain(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    for minutes, step in enumerate([Step.CALL, Step.AGAIN, Step.AGAIN, Step.ABSENT]):
        _tell(room, session, step, issued, minutes)

    ticket = _ticket(issued)
    assert (ticket.state, ticket.calls, ticket.began_at) == (State.ABSENT, 3, None)
    assert facts.TICKET_BEGUN not in _names(issued)
    assert Day.objects.get().at_counters == 0


def test_set_aside_the_time_aside_is_not_serving(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    _served(room, session, issued, 5)

    _tell(room, session, Step.PARK, issued, 9)

    ticket = _ticket(issued)
    assert (ticket.state, ticket.served_before, ticket.began_at) == (State.PARKED, 240, None)


def test_called_again_and_finished_by_calling_the_next_it_began_with_that_call(room):
    first, second = crowd.issue(room.at), crowd.issue(room.at)
    session = room.sit(0)
    _served(room, session, first, 5)
    _tell(room, session, Step.PARK, first, 8)
    actions.call_ticket(session.pk, first.id, by=room.officer(0), at=room.at + 40 * MINUTE)

    _tell(room, session, Step.FINISH, first, 42)
    _tell(room, session, Step.CALL, second, 43)

    assert _ticket(first).began_at == room.at + 40 * MINUTE
    assert _ticket(first).served_before == 3 * 60


def test_finishing_without_network_frees_the_counter(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    _served(room, session, issued, 5)

    _tell(room, session, Step.FINISH, issued, 9)

    assert _ticket(issued).finished_at == room.at + 9 * MINUTE
    assert Day.objects.get().at_counters == 0


def test_a_clock_that_is_wrong_makes_no_time_travel(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)

    _tell(room, session, Step.CALL, issued, -600)

    assert _ticket(issued).called_at == room.at


def test_boards_do_not_read_out_what_is_long_over(room):
    issued = crowd.issue(room.at)

    _tell(room, room.sit(0), Step.CALL, issued, 5)

    assert not Call.objects.exists()
    assert facts.TICKET_CALLED in _names(issued)


def test_nobody_tells_it_for_somebody_else(room):
    issued = crowd.issue(room.at)
    session = room.sit(1)

    with pytest.raises(NotThere):
        _tell(room, session, Step.CALL, issued, 5)

    assert _ticket(issued).state == State.WAITING


def test_told_the_next_morning_it_counts_for_its_day_and_a_fact_says_that_it_came_late(room):
    waited, called, next_day = crowd.issue(room.at), crowd.issue(room.at), timedelta(hours=22)
    session = room.sit(0)
    actions.call_ticket(session.pk, called.id, reason="other", by=room.officer(0), at=room.at)
    actions.end_past_days(room.at + next_day)
    assert {_ticket(waited).state, _ticket(called).state} == {State.EXPIRED}

    _tell(room, session, Step.BEGIN, called, 2, told_after=next_day)
    _served(room, session, waited, 10, told_after=next_day)
    _tell(room, session, Step.FINISH, waited, 15, told_after=next_day)
    actions.end_telling(session.pk, by=room.officer(0), at=room.at + next_day)

    assert {_ticket(waited).state, _ticket(called).state} == {State.FINISHED}
    assert _ticket(waited).finished_at == room.at + 15 * MINUTE
    assert _ticket(called).finished_at == room.at + 10 * MINUTE
    assert [_names(one).count(facts.TICKET_TOLD_LATE) for one in (waited, called)] == [1, 1]
    day = Day.objects.get()
    assert (day.waiting, day.at_counters) == (0, 0)


@pytest.mark.parametrize("last", [Step.BEGIN, Step.PARK])
def test_nobody_stays_at_a_counter_of_a_day_that_is_over(room, last):
    issued, next_day = crowd.issue(room.at), timedelta(hours=22)
    session = room.sit(0)
    actions.end_past_days(room.at + next_day)

    _served(room, session, issued, 5, told_after=next_day)
    _tell(room, session, last, issued, 6, told_after=next_day)
    actions.end_telling(session.pk, by=room.officer(0), at=room.at + next_day)

    assert _ticket(issued).state == State.EXPIRED
    assert Day.objects.get().at_counters == 0


def test_what_the_head_closed_meanwhile_is_told_up_to_then(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    actions.close_counter(session.pk, by=room.there.head, at=room.at + 20 * MINUTE)

    _served(room, session, issued, 5)
    actions.end_telling(session.pk, by=room.officer(0), at=room.at + 60 * MINUTE)

    ticket = _ticket(issued)
    assert (ticket.state, ticket.finished_at) == (State.FINISHED, room.at + 20 * MINUTE)
    assert Day.objects.get().at_counters == 0


def test_who_waited_on_and_was_never_called_here_stays_expired(room):
    issued, next_day = crowd.issue(room.at), timedelta(hours=22)
    session = room.sit(0)
    actions.end_past_days(room.at + next_day)

    _tell(room, session, Step.FINISH, issued, 5, told_after=next_day)

    assert _ticket(issued).state == State.EXPIRED
