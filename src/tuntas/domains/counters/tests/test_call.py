"""Who is called next, at one counter and at many at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call, Counter, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

from . import crowd


def _next(room, number, session, at=None):
    """One person through the counter: called, begun."""
    at = at or room.at
    ticket = actions.call_next(session.pk, by=room.officer(number), at=at)
    if ticket:
        actions.begin(session.pk, by=room.officer(number), at=at)
    return ticket


def _label(ticket):
    return f"{ticket.series}{ticket.number}"


def test_who_came_first_is_called_first_and_calling_the_next_finishes_the_one_before(db):
    room = crowd.room()
    crowd.issue(room.at, "A")
    crowd.issue(room.at + timedelta(seconds=1), "B")
    session = room.sit(0)

    first, second = _next(room, 0, session), _next(room, 0, session)

    assert [_label(one) for one in (first, second)] == ["A1", "B1"]
    first.refresh_from_db()
    assert first.state == State.FINISHED
    assert [one.name for one in journal.history(first.stream)][-3:] == [
        "ticket.called",
        "ticket.begun",
        "ticket.finished",
    ]
    assert _next(room, 0, session) is None


def test_priority_goes_first_but_every_fourth_call_is_the_ordinary_queues(db):
    room = crowd.room()
    for _ in range(2):
        crowd.issue(room.at, "A")
    for _ in range(5):
        crowd.issue(room.at + timedelta(minutes=1), "B", has_priority=True)
    session = room.sit(0)

    order = [_label(_next(room, 0, session)) for _ in range(7)]

    assert order == ["B1", "B2", "B3", "A1", "B4", "B5", "A2"]


def test_what_another_counter_calls_takes_no_turn_from_the_ordinary_queue(db):
    room = crowd.room()
    Counter.objects.filter(number=1).update(letters=["A"])
    Counter.objects.filter(number=2).update(letters=["B"])
    for _ in range(4):
        crowd.issue(room.at, "B")
    crowd.issue(room.at, "A")
    for _ in range(4):
        crowd.issue(room.at, "A", has_priority=True)
    here, beside = room.sit(0), room.sit(1)

    order = []
    for _ in range(4):
        order.append(_label(_next(room, 0, here)))
        _next(room, 1, beside)

    assert order == ["A2", "A3", "A4", "A1"]


def test_the_ordinary_one_who_is_due_is_called_by_number_and_then_priority_comes_again(db):
    room = crowd.room()
    first = crowd.issue(room.at, "A")
    crowd.issue(room.at, "A")
    for _ in range(4):
        crowd.issue(room.at, "B", has_priority=True)
    session = room.sit(0)
    for _ in range(3):
        _next(room, 0, session)

    actions.call_ticket(session.pk, first.id, by=room.officer(0), at=room.at)
    actions.begin(session.pk, by=room.officer(0), at=room.at)

    assert _label(_next(room, 0, session)) == "B4"


def test_a_counter_calls_only_its_own_letters(db):
    room = crowd.room(letters=("B",))
    crowd.issue(room.at, "A")
    crowd.issue(room.at + timedelta(minutes=1), "B")
    session = room.sit(0)

    assert _label(_next(room, 0, session)) == "B1"
    assert _next(room, 0, session) is None


def test_who_was_called_and_has_not_come_is_not_passed_over_by_mistake(db):
    room = crowd.room()
    crowd.issue(room.at)
    crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    with pytest.raises(Refused, match="has not come yet"):
        actions.call_next(session.pk, by=room.officer(0), at=room.at)


def test_sent_twice_with_one_key_calls_one_person(db):
    room, key = crowd.room(), "00000000-0000-4000-8000-000000000001"
    crowd.issue(room.at)
    crowd.issue(room.at)
    session = room.sit(0)

    first = actions.call_next(session.pk, by=room.officer(0), at=room.at, key=key)
    again = actions.call_next(session.pk, by=room.officer(0), at=room.at, key=key)

    assert first.pk == again.pk
    assert Call.objects.count() == 1


def test_out_of_turn_needs_a_reason_and_is_told_apart(db):
    room = crowd.room()
    crowd.issue(room.at)
    second = crowd.issue(room.at)
    session = room.sit(0)

    with pytest.raises(Refused, match="waited longer"):
        actions.call_ticket(session.pk, second.id, by=room.officer(0), at=room.at)
    actions.call_ticket(session.pk, second.id, reason="unwell", by=room.officer(0), at=room.at)

    assert Call.objects.get().out_of_order == "unwell"
    last = journal.history(f"ticket:{second.id}")[-1]
    assert (last.name, last.content["reason"]) == ("ticket.called_out_of_order", "unwell")


def test_calling_by_number_whoever_is_next_anyway_needs_no_reason(db):
    room = crowd.room()
    first = crowd.issue(room.at)
    session = room.sit(0)

    actions.call_ticket(session.pk, first.id, reason="other", by=room.officer(0), at=room.at)

    assert Call.objects.get().out_of_order == ""


def test_the_calls_of_an_office_are_numbered_without_a_gap(db):
    room = crowd.room()
    for _ in range(3):
        crowd.issue(room.at)
    here, beside = room.sit(0), room.sit(1)

    _next(room, 0, here)
    _next(room, 1, beside)
    actions.call_next(here.pk, by=room.officer(0), at=room.at)
    actions.recall(here.pk, by=room.officer(0), at=room.at)

    assert list(Call.objects.order_by("sequence").values_list("sequence", "counter_number", "is_again")) == [
        (1, 1, False),
        (2, 2, False),
        (3, 1, False),
        (4, 1, True),
    ]


def test_at_somebody_elses_counter_nobody_calls_and_elsewhere_it_does_not_exist(db):
    room = crowd.room()
    session = room.sit(0)

    with pytest.raises(Refused, match="Somebody else"):
        actions.call_next(session.pk, by=room.officer(1), at=room.at)
    with pytest.raises(NotThere):
        actions.call_next(session.pk, by=room.there.cast.officer_elsewhere, at=room.at)


def _work(room, number, session, barrier, faults, call):
    barrier.wait()
    try:
        while call(room, number, session):
            pass
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()


def _all_counters(*, counters, tickets, call=_next):
    with transaction.atomic():
        room = crowd.room(counters=counters)
        for number in range(tickets):
            crowd.issue(room.at + timedelta(milliseconds=number), "ABC"[number % 3])
        sessions = [room.sit(number) for number in range(counters)]
    barrier, faults = threading.Barrier(counters), []
    threads = [
        threading.Thread(target=_work, args=(room, number, sessions[number], barrier, faults, call))
        for number in range(counters)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_twelve_counters_call_everybody_once_and_in_turn(own_db):
    faults = _all_counters(counters=12, tickets=150)

    assert faults == []
    assert (crowd.called_twice(), crowd.out_of_turn()) == (0, 0)
    assert Call.objects.count() == 150
    assert Ticket.objects.filter(state=State.FINISHED).count() == 150
    day = Day.objects.get(office_code=OFFICE)
    assert (day.waiting, day.at_counters, day.last_call) == (0, 0, 150)


def test_the_checker_sees_whoever_is_called_twice_or_too_early(own_db):
    """The planted fault: the counters look for the next person without locking the office's day."""
    meeting = threading.Barrier(2)

    def looks_without_a_lock(room, number, session):
        found = Ticket.objects.filter(state=State.WAITING).order_by("-number")[:1]
        ticket = next(iter(found), None)
        meeting.wait()
        if ticket:
            with transaction.atomic():
                sequence = Call.objects.count() * 2 + number + 1
                Ticket.objects.filter(pk=ticket.pk).update(state=State.FINISHED)
                Call.objects.create(
                    office_code=OFFICE,
                    business_day=session.business_day,
                    sequence=sequence,
                    ticket=ticket,
                    counter_number=number + 1,
                    by=session.officer,
                    at=room.at,
                )
        meeting.wait()
        return ticket

    faults = _all_counters(counters=2, tickets=6, call=looks_without_a_lock)

    assert faults == []
    assert crowd.called_twice() > 0
    assert crowd.out_of_turn() > 0
