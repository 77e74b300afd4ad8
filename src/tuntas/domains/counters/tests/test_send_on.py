"""To another counter without waiting again, with what had sent them to the wrong one."""

import uuid
from datetime import timedelta

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Misdirection
from tuntas.domains.counters.queries.arrivals import arrivals_on
from tuntas.domains.counters.rules import WrongPlace
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


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


def test_each_letter_has_the_work_that_was_done_there_and_the_office_one_who_came(
    called, django_assert_num_queries
):
    room, session, ticket = called
    by, minute = room.officer(0), timedelta(minutes=1)
    actions.begin(session.pk, by=by, at=room.at)
    actions.tie(ticket.pk, uuid.uuid4(), by=by, at=room.at)
    actions.park(session.pk, by=by, at=room.at + 4 * minute)
    actions.call_ticket(session.pk, ticket.pk, by=by, at=room.at + 30 * minute)
    actions.begin(session.pk, by=by, at=room.at + 31 * minute)
    actions.send_on(session.pk, "B", cause=None, by=by, at=room.at + 33 * minute)
    beside = room.sit(1)
    actions.call_next(beside.pk, by=room.officer(1), at=room.at + 34 * minute)
    actions.finish(beside.pk, by=room.officer(1), at=room.at + 37 * minute)

    with django_assert_num_queries(3):
        found = arrivals_on(ticket.business_day)

    first, second = found[OFFICE, "A"], found[OFFICE, "B"]
    assert (sum(first.counts), sum(first.onward), first.served, first.minutes, first.with_case) == (
        3,
        0,
        1,
        6,
        1,
    )
    assert (sum(second.counts), sum(second.onward), second.served, second.minutes) == (0, 1, 1, 3)
    assert second.with_case == 0
    assert crowd.again(ticket).began_at == room.at + 34 * minute, (
        "with the call there, for nobody said that it began"
    )
    assert second.onward.index(1) == first.counts.index(3) + 2, "half an hour after they had come"
