"""A call that was a mistake is undone."""

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
