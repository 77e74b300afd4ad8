"""The look of every ten seconds: what was said is kept and judged, promises at risk are seen, one message leaves."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions, watch
from tuntas.domains.counters.models import Alarm, Coverage, Forecast, NearlyTime, Outlook
from tuntas.domains.counters.queries.risks import risks_of_offices
from tuntas.domains.messaging.models import Message
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


def _minutes(count):
    return timedelta(minutes=count)


@pytest.fixture
def room(db):
    return crowd.room()


def test_the_first_word_is_kept_and_judged_when_the_ticket_is_called(room):
    session = room.sit(0)
    crowd.issue(room.at)
    late = crowd.issue(room.at)
    watch.look(room.at)
    said = Forecast.objects.get(pk=late.id)

    watch.look(room.at + _minutes(3))
    assert Forecast.objects.get(pk=late.id).said_at == said.said_at
    officer = room.officer(0)
    actions.call_next(session.pk, by=officer, at=room.at)
    actions.begin(session.pk, by=officer, at=room.at)
    actions.call_next(session.pk, by=officer, at=room.at + _minutes(said.high + 30))
    watch.look(room.at + _minutes(said.high + 31))

    assert not Forecast.objects.exists()
    coverage = Coverage.objects.get(office_code=OFFICE)
    assert (coverage.told, coverage.within) == (2, 1)
    assert Outlook.objects.get().high > 1.0


def test_who_waits_again_after_a_call_teaches_the_office_nothing(room):
    """What was said to them was judged at their first call; what is said now ended before it began."""
    session, officer = room.sit(0), room.officer(0)
    crowd.issue(room.at)
    actions.call_next(session.pk, by=officer, at=room.at)
    actions.send_on(session.pk, "B", cause=None, by=officer, at=room.at)

    for minutes in range(1, 4):
        watch.look(room.at + _minutes(minutes))

    assert not Forecast.objects.exists()
    assert not Coverage.objects.exists()


def test_who_left_is_not_judged(room):
    room.sit(0)
    issued = crowd.issue(room.at)
    watch.look(room.at)
    actions.give_up(issued.id, by=crowd.PUBLIC, at=room.at)

    watch.look(room.at + _minutes(1))

    assert not Forecast.objects.exists()
    assert not Coverage.objects.exists()


def test_nothing_is_said_where_no_counter_is_open(room):
    crowd.issue(room.at)

    watch.look(room.at)

    assert not Forecast.objects.exists()


def test_one_message_leaves_when_it_is_nearly_time(room):
    room.sit(0)
    tickets = [crowd.issue(room.at) for _ in range(8)]
    last = tickets[-1]
    actions.ask_for_word(last.id, "siti@example.org", language="id", by=crowd.PUBLIC, at=room.at)
    watch.look(room.at)
    assert not Message.objects.exists()
    for ticket in tickets[:5]:
        actions.give_up(ticket.id, by=crowd.PUBLIC, at=room.at)

    watch.look(room.at + _minutes(1))
    watch.look(room.at + _minutes(2))

    message = Message.objects.get()
    assert (message.template, message.recipient) == ("ticket_nearly", "siti@example.org")
    assert message.parameters["number"] == "A 008"
    assert not NearlyTime.objects.exists()


def test_an_address_does_not_outlive_the_day(room):
    issued = crowd.issue(room.at)
    actions.ask_for_word(issued.id, "siti@example.org", language="id", by=crowd.PUBLIC, at=room.at)

    watch.look(room.at + timedelta(days=1))

    assert not NearlyTime.objects.exists()


def test_a_promise_that_will_hardly_be_kept_is_at_risk(db):
    there = w.world()
    case = w.taken(there)
    watch.look(there.at)
    early = risks_of_offices(there.at).get(case.office_code, (0, 0))

    at = there.at + _minutes(59)
    watch.look(at)

    assert early == (0, 0)
    assert risks_of_offices(at)[case.office_code] == (0, 1)
    assert Alarm.objects.get().kind == "promise"
