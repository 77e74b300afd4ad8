"""What a counter did without network, told when it is back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions, facts
from tuntas.domains.counters.models import Call, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.platform import clock, journal
from tuntas.platform.decisions import Refused

from . import crowd


@pytest.fixture
def room(db):
    return crowd.room(clock.now() - timedelta(hours=2))


def _called(room, session, issued, minutes, key=None):
    return actions.called_offline(
        session.pk,
        issued.id,
        happened_at=room.at + timedelta(minutes=minutes),
        by=room.officer(0),
        at=room.at + timedelta(minutes=60),
        key=key or str(uuid.uuid4()),
    )


def _ticket(issued) -> Ticket:
    return Ticket.objects.get(pk=issued.id)


def test_calls_count_from_when_they_were_made_and_each_ends_the_one_before(room):
    first, second = crowd.issue(room.at), crowd.issue(room.at)
    session = room.sit(0)

    assert _called(room, session, first, 5) is actions.Told.KEPT
    assert _called(room, session, second, 15) is actions.Told.KEPT

    one, two = _ticket(first), _ticket(second)
    assert (one.state, two.state) == (State.FINISHED, State.SERVING)
    assert one.called_at == room.at + timedelta(minutes=5)
    assert one.finished_at == two.called_at == room.at + timedelta(minutes=15)
    day = Day.objects.get()
    assert (day.waiting, day.at_counters) == (0, 1)


def test_sent_twice_it_is_one_call(room):
    first = crowd.issue(room.at)
    session, key = room.sit(0), str(uuid.uuid4())

    assert [_called(room, session, first, 5, key) for _ in range(2)] == [actions.Told.KEPT] * 2

    assert _ticket(first).calls == 1
    assert Day.objects.get().at_counters == 1


def test_whom_another_counter_called_meanwhile_is_told_and_stays_there(room):
    issued = crowd.issue(room.at)
    mine, other = room.sit(0), room.sit(1)
    actions.call_next(other.pk, by=room.officer(1), at=room.at)

    assert _called(room, mine, issued, 5) is actions.Told.ELSEWHERE

    ticket = _ticket(issued)
    assert (ticket.session_id, ticket.calls) == (other.pk, 1)
    assert (Day.objects.get().waiting, Day.objects.get().at_counters) == (0, 1)


def test_a_call_whose_answer_was_lost_is_the_same_call(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    assert _called(room, session, issued, 5) is actions.Told.KEPT

    assert (_ticket(issued).state, _ticket(issued).calls) == (State.SERVING, 1)
    assert Day.objects.get().at_counters == 1


def test_who_gave_the_place_up_is_not_called(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    Ticket.objects.filter(pk=issued.id).update(state=State.LEFT)

    assert _called(room, session, issued, 5) is actions.Told.LEFT

    assert _ticket(issued).state == State.LEFT


def test_finishing_without_network_frees_the_counter(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    _called(room, session, issued, 5)

    actions.finished_offline(
        session.pk,
        issued.id,
        happened_at=room.at + timedelta(minutes=9),
        by=room.officer(0),
        at=room.at + timedelta(minutes=60),
        key=str(uuid.uuid4()),
    )

    assert _ticket(issued).finished_at == room.at + timedelta(minutes=9)
    assert Day.objects.get().at_counters == 0


def test_a_clock_that_is_wrong_makes_no_time_travel(room):
    issued = crowd.issue(room.at)
    session = room.sit(0)

    _called(room, session, issued, -600)

    assert _ticket(issued).called_at == room.at


def test_boards_do_not_read_out_what_is_long_over(room):
    issued = crowd.issue(room.at)

    _called(room, room.sit(0), issued, 5)

    assert not Call.objects.exists()
    told = journal.queries.history(_ticket(issued).stream)
    assert facts.TICKET_CALLED in [fact.name for fact in told]


def test_nobody_tells_it_for_somebody_else(room):
    issued = crowd.issue(room.at)
    session = room.sit(1)

    with pytest.raises(Refused):
        _called(room, session, issued, 5)

    assert _ticket(issued).state == State.WAITING
