"""A call that was a mistake is undone."""

from datetime import timedelta

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Day
from tuntas.domains.counters.rules import State
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


def test_a_mistaken_call_is_undone(called):
    room, session, ticket = called

    actions.put_back(session.pk, by=room.officer(0), at=room.at)

    assert crowd.again(ticket).state == State.WAITING
    assert queries.waiting_at(OFFICE, ticket.business_day)[0].id == ticket.pk
    assert Day.objects.get(office_code=OFFICE).waiting == 3


def test_whoever_is_put_back_waits_on_and_serving_them_has_not_begun(called):
    room, session, ticket = called
    actions.begin(session.pk, by=room.officer(0), at=room.at)

    actions.put_back(session.pk, by=room.officer(0), at=room.at)

    assert (crowd.again(ticket).called_at, ticket.began_at, ticket.calls) == (None, None, 0)


def test_whoever_was_sent_on_and_is_put_back_had_waited_until_their_first_call(called):
    room, session, ticket = called
    later = room.at + timedelta(minutes=20)
    actions.send_on(session.pk, "B", cause=None, by=room.officer(0), at=room.at)
    beside = room.sit(1)
    actions.call_next(beside.pk, by=room.officer(1), at=later)

    actions.put_back(beside.pk, by=room.officer(1), at=later)

    assert crowd.again(ticket).called_at == room.at
