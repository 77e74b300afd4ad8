"""What happens at a counter: opening, begin, call again, absent, set aside, send on, breaks, closing."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Call, CounterSession, Day, Misdirection, Ticket
from tuntas.domains.counters.rules import State, WrongPlace
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.decisions import Refused

from . import crowd


@pytest.fixture
def called(db):
    """Somebody was called to counter 1, two more wait."""
    room = crowd.room()
    for second in range(3):
        crowd.issue(room.at + timedelta(seconds=second))
    session = room.sit(0)
    ticket = actions.call_next(session.pk, by=room.officer(0), at=room.at)
    return room, session, ticket


def _again(ticket):
    ticket.refresh_from_db()
    return ticket


def test_nobody_came_only_after_three_calls_and_who_comes_later_is_called_next(called):
    room, session, ticket = called
    by = room.officer(0)
    with pytest.raises(Refused, match="three times"):
        actions.absent(session.pk, by=by, at=room.at)

    actions.recall(session.pk, by=by, at=room.at)
    actions.recall(session.pk, by=by, at=room.at)
    actions.absent(session.pk, by=by, at=room.at)
    assert _again(ticket).state == State.ABSENT
    actions.came_after_all(ticket.pk, by=by, at=room.at)
    following = actions.call_next(session.pk, by=by, at=room.at)

    assert following.pk == ticket.pk
    assert Call.objects.count() == 4


def test_who_is_set_aside_is_called_again_without_a_reason(called):
    room, session, ticket = called
    by = room.officer(0)
    actions.begin(session.pk, by=by, at=room.at)

    actions.park(session.pk, by=by, at=room.at)
    other = actions.call_next(session.pk, by=by, at=room.at)
    actions.begin(session.pk, by=by, at=room.at)
    actions.call_ticket(session.pk, ticket.pk, by=by, at=room.at)

    assert other.pk != ticket.pk
    assert _again(other).state == State.FINISHED
    assert _again(ticket).state == State.CALLED
    assert not Call.objects.exclude(out_of_order="").exists()


def test_sent_on_is_called_before_all_who_wait_there_and_the_cause_is_kept(called):
    room, session, ticket = called
    crowd.issue(room.at, "B", has_priority=True)
    actions.begin(session.pk, by=room.officer(0), at=room.at)

    actions.send_on(session.pk, "B", cause=WrongPlace.SIGN, by=room.officer(0), at=room.at)
    beside = room.sit(1)
    following = actions.call_next(beside.pk, by=room.officer(1), at=room.at)

    assert following.pk == ticket.pk
    assert (following.letter, following.series) == ("B", "A")
    assert Misdirection.objects.values_list("cause", "from_letter", "to_letter").get() == ("sign", "A", "B")


def test_a_mistaken_call_is_undone(called):
    room, session, ticket = called

    actions.put_back(session.pk, by=room.officer(0), at=room.at)

    assert _again(ticket).state == State.WAITING
    assert queries.waiting_at(OFFICE, ticket.business_day)[0].id == ticket.pk
    assert Day.objects.get(office_code=OFFICE).waiting == 3


def test_waiting_ends_when_the_person_is_there(called):
    room, session, ticket = called
    later = room.at + timedelta(minutes=2)

    actions.begin(session.pk, by=room.officer(0), at=later)
    actions.begin(session.pk, by=room.officer(0), at=later + timedelta(minutes=5))

    assert _again(ticket).began_at == later
    assert ticket.called_at == room.at


def test_a_break_calls_nobody_and_a_counter_with_somebody_at_it_does_not_close(called):
    room, session, _ticket = called
    by = room.officer(0)
    for leave in (actions.close_counter, actions.begin_break):
        with pytest.raises(Refused, match="Somebody is at your counter"):
            leave(session.pk, by=by, at=room.at)
    actions.finish(session.pk, by=by, at=room.at)

    actions.begin_break(session.pk, back_at=room.at + timedelta(minutes=10), by=by, at=room.at)
    with pytest.raises(Refused, match="break"):
        actions.call_next(session.pk, by=by, at=room.at)
    assert Day.objects.get(office_code=OFFICE).counters_open == 0
    actions.end_break(session.pk, by=by, at=room.at)
    assert Day.objects.get(office_code=OFFICE).counters_open == 1
    actions.close_counter(session.pk, by=by, at=room.at)

    assert Day.objects.get(office_code=OFFICE).counters_open == 0
    assert queries.place_of(by.id) is None


def test_a_counter_has_one_person_and_a_person_one_counter(db):
    room = crowd.room()
    room.sit(0)

    with pytest.raises(Refused, match="Close it first"):
        actions.open_counter(room.counters[1].pk, by=room.officer(0), at=room.at)
    with pytest.raises(Refused, match="Petugas Peragaan Satu is serving"):
        actions.open_counter(room.counters[0].pk, by=room.officer(1), at=room.at)


def test_what_was_left_open_yesterday_is_closed_by_who_opens_today(db):
    room = crowd.room()
    yesterday = room.sit(0, at=room.at - timedelta(days=1))

    room.sit(0)

    yesterday.refresh_from_db()
    assert yesterday.closed_at == room.at
    assert CounterSession.objects.filter(closed_at=None).count() == 1


def test_whoever_was_still_at_a_counter_left_open_yesterday_is_there_no_more(db):
    room = crowd.room()
    yesterday = room.at - timedelta(days=1)
    issued, left = crowd.issue(yesterday), room.sit(0, at=yesterday)
    actions.call_next(left.pk, by=room.officer(0), at=yesterday)

    room.sit(0)

    assert Ticket.objects.get(pk=issued.id).state == State.EXPIRED
    assert [(day.at_counters, day.counters_open) for day in Day.objects.order_by("business_day")] == [
        (0, 0),
        (0, 1),
    ]


def test_a_tab_of_yesterday_calls_nobody(db):
    room = crowd.room()
    yesterday = room.at - timedelta(days=1)
    issued, left = crowd.issue(yesterday), room.sit(0, at=yesterday)

    with pytest.raises(Refused, match="on another day"):
        actions.call_next(left.pk, by=room.officer(0), at=room.at)
    with pytest.raises(Refused, match="on another day"):
        actions.call_ticket(left.pk, issued.id, by=room.officer(0), at=room.at)


def test_who_is_at_a_counter_does_not_come_after_all(called):
    room, session, ticket = called

    with pytest.raises(Refused, match="not possible"):
        actions.came_after_all(ticket.pk, by=room.officer(1), at=room.at)
    assert _again(ticket).session_id == session.pk


def test_who_did_not_come_yesterday_does_not_wait_today(called):
    room, session, ticket = called
    for verb in (actions.recall, actions.recall, actions.absent):
        verb(session.pk, by=room.officer(0), at=room.at)

    with pytest.raises(Refused, match="not possible"):
        actions.came_after_all(ticket.pk, by=room.officer(0), at=room.at + timedelta(days=1))


def test_whoever_is_put_back_waits_on_and_serving_them_has_not_begun(called):
    room, session, ticket = called
    actions.begin(session.pk, by=room.officer(0), at=room.at)

    actions.put_back(session.pk, by=room.officer(0), at=room.at)

    assert (_again(ticket).called_at, ticket.began_at) == (None, None)


def test_at_the_next_counter_too_three_calls_come_before_absent(called):
    room, session, ticket = called
    by = room.officer(0)
    actions.recall(session.pk, by=by, at=room.at)
    actions.send_on(session.pk, "B", cause=None, by=by, at=room.at)
    assert actions.call_next(session.pk, by=by, at=room.at).pk == ticket.pk

    with pytest.raises(Refused, match="three times"):
        actions.absent(session.pk, by=by, at=room.at)


@pytest.mark.parametrize("verb", [actions.begin, actions.recall])
def test_sent_twice_after_the_person_went_says_nothing_wrong(called, verb):
    room, session, _ticket = called
    how = {"by": room.officer(0), "at": room.at}
    verb(session.pk, key="00000000-0000-4000-8000-000000000001", **how)
    actions.finish(session.pk, **how)

    assert verb(session.pk, key="00000000-0000-4000-8000-000000000001", **how) is None
    assert Call.objects.count() <= 2


def test_opening_sent_twice_after_the_counter_was_closed_opens_nothing(db):
    room = crowd.room()
    how = {"by": room.officer(0), "at": room.at}
    key = "00000000-0000-4000-8000-000000000001"
    session = actions.open_counter(room.counters[0].pk, key=key, **how)
    actions.close_counter(session.pk, **how)

    again = actions.open_counter(room.counters[0].pk, key=key, **how)

    assert again.pk == session.pk
    assert CounterSession.objects.get().closed_at == room.at


def test_the_head_closes_a_counter_that_somebody_left_open(db):
    room = crowd.room()
    session = room.sit(0)

    actions.close_counter(session.pk, by=room.there.head, at=room.at)

    assert CounterSession.objects.get().closed_at == room.at


def test_of_two_who_open_one_counter_at_once_one_sits_there(own_db):
    with transaction.atomic():
        room = crowd.room()
    outcomes = _both_sit_down(room, [(0, 0), (0, 1)])

    assert outcomes.count("sits") == 1
    assert any("sedang melayani di loket ini" in one for one in outcomes)


def test_of_two_tabs_that_open_two_counters_at_once_one_opens(own_db):
    with transaction.atomic():
        room = crowd.room()
        actions.day_for(OFFICE, room.at)
    outcomes = _both_sit_down(room, [(0, 0), (1, 0)])

    assert outcomes.count("sits") == 1
    assert any("Tutup dulu loket itu" in one for one in outcomes)


def _both_sit_down(room, who):
    """Two at once, each a counter and an officer."""
    outcomes, barrier = [], threading.Barrier(2)

    def sit_down(counter, officer):
        barrier.wait()
        try:
            actions.open_counter(room.counters[counter].pk, by=room.officer(officer), at=room.at)
            outcomes.append("sits")
        except Refused as refused:
            outcomes.append(str(refused))
        except Exception as fault:
            outcomes.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=sit_down, args=one) for one in who]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_who_gives_up_no_longer_waits(db):
    room = crowd.room()
    issued = crowd.issue(room.at)

    actions.give_up(issued.id, by=crowd.PUBLIC, at=room.at)
    actions.give_up(issued.id, by=crowd.PUBLIC, at=room.at)

    assert Ticket.objects.get().state == State.LEFT
    assert Day.objects.get(office_code=OFFICE).waiting == 0


def test_how_many_are_ahead_counts_those_who_are_called_before(db):
    room = crowd.room()
    crowd.issue(room.at, "A")
    mine = crowd.issue(room.at + timedelta(seconds=1), "A")
    crowd.issue(room.at + timedelta(seconds=2), "A", has_priority=True)
    crowd.issue(room.at + timedelta(seconds=3), "A")

    assert queries.ahead_of(queries.by_token(mine.token)) == 2
