"""A counter has one person and a person one counter; breaks, closing, what was left open."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import CounterSession, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.models import Posting
from tuntas.platform import jobs
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused

from . import crowd


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


def test_whom_nobody_had_begun_to_serve_waits_on_when_the_head_closes(called):
    room, session, ticket = called

    actions.close_counter(session.pk, by=room.there.head, at=room.at)

    assert (crowd.again(ticket).state, ticket.called_at) == (State.WAITING, None)


def test_whoever_serves_elsewhere_now_opens_a_counter_there(called):
    room, session, _ticket = called
    moved = replace(room.officer(0), offices=frozenset({w.OTHER_OFFICE}))
    counter = actions.set_up_counter(w.OTHER_OFFICE, 1, letters=("A",), by=SYSTEM, at=room.at)

    actions.open_counter(counter.pk, by=moved, at=room.at)

    session.refresh_from_db()
    assert session.closed_at == room.at
    assert Day.objects.get(office_code=OFFICE).waiting == 3


def test_a_posting_that_ends_at_once_closes_the_counter_and_nobody_is_lost(called):
    room, session, ticket = called
    posting = Posting.objects.get(staff=room.officer(0).id, office=OFFICE)
    Posting.objects.filter(pk=posting.pk).update(from_on=ticket.business_day - timedelta(days=9))

    yesterday = ticket.business_day - timedelta(days=1)
    offices.end_posting(posting.pk, last_on=yesterday, by=room.there.cast.administrator, at=room.at)
    jobs.run_pending()

    session.refresh_from_db()
    assert session.closed_at is not None
    assert crowd.again(ticket).state == State.WAITING


def test_a_posting_that_lasts_keeps_the_counter(called):
    room, session, _ticket = called

    assert actions.close_counters_of_who_left(room.officer(0).id, by=SYSTEM, at=room.at) == 0
    session.refresh_from_db()
    assert session.closed_at is None


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
