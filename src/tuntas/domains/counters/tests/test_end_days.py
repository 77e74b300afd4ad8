"""When a day is over nobody waits any more, and no counter stays open."""

from datetime import timedelta

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions import ending
from tuntas.domains.counters.models import CounterSession, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.platform.journal import queries as journal

from . import crowd

TOMORROW = timedelta(days=1)


def test_whoever_was_not_served_waits_no_longer_the_next_day_each_with_one_fact(db):
    room = crowd.room()
    issued = [crowd.issue(room.at) for _ in range(3)]
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    assert actions.end_past_days(room.at) == 0
    actions.end_past_days(room.at + TOMORROW)
    actions.end_past_days(room.at + TOMORROW)

    assert {one.state for one in Ticket.objects.all()} == {State.EXPIRED}
    told = [[fact.name for fact in journal.history(f"ticket:{one.id}")] for one in issued]
    assert [names.count("ticket.expired") for names in told] == [1, 1, 1]
    day = Day.objects.get()
    assert (day.issued, day.waiting, day.at_counters, day.counters_open, day.is_over) == (3, 0, 0, 0, True)
    assert CounterSession.objects.get().closed_at == room.at + TOMORROW


def test_a_crowd_is_ended_turn_by_turn(db, monkeypatch):
    monkeypatch.setattr(ending, "TICKETS_AT_ONCE", 2)
    room = crowd.room()
    for _ in range(5):
        crowd.issue(room.at)

    turns = [actions.end_past_days(room.at + TOMORROW) for _ in range(4)]

    assert turns == [2, 2, 1, 0]
    assert Day.objects.get().waiting == 0


def test_who_was_called_before_stays_as_they_are(db):
    room = crowd.room()
    crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)
    actions.finish(session.pk, by=room.officer(0), at=room.at)

    actions.end_past_days(room.at + TOMORROW)

    assert Ticket.objects.get().state == State.FINISHED
