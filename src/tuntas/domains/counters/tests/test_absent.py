"""Nobody came after three calls, or came after all."""

from datetime import timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call
from tuntas.domains.counters.rules import State
from tuntas.platform.decisions import Refused

from . import crowd


def test_nobody_came_only_after_three_calls_and_who_comes_later_is_called_next(called):
    room, session, ticket = called
    by = room.officer(0)
    with pytest.raises(Refused, match="three times"):
        actions.absent(session.pk, by=by, at=room.at)

    actions.recall(session.pk, by=by, at=room.at)
    actions.recall(session.pk, by=by, at=room.at)
    actions.absent(session.pk, by=by, at=room.at)
    assert crowd.again(ticket).state == State.ABSENT
    actions.came_after_all(ticket.pk, by=by, at=room.at)
    following = actions.call_next(session.pk, by=by, at=room.at)

    assert following.pk == ticket.pk
    assert Call.objects.count() == 4


def test_who_is_at_a_counter_does_not_come_after_all(called):
    room, session, ticket = called

    with pytest.raises(Refused, match="not possible"):
        actions.came_after_all(ticket.pk, by=room.officer(1), at=room.at)
    assert crowd.again(ticket).session_id == session.pk


def test_who_did_not_come_yesterday_does_not_wait_today(called):
    room, session, ticket = called
    for verb in (actions.recall, actions.recall, actions.absent):
        verb(session.pk, by=room.officer(0), at=room.at)

    with pytest.raises(Refused, match="not possible"):
        actions.came_after_all(ticket.pk, by=room.officer(0), at=room.at + timedelta(days=1))


def test_at_the_next_counter_too_three_calls_come_before_absent(called):
    room, session, ticket = called
    by = room.officer(0)
    actions.recall(session.pk, by=by, at=room.at)
    actions.send_on(session.pk, "B", cause=None, by=by, at=room.at)
    assert actions.call_next(session.pk, by=by, at=room.at).pk == ticket.pk

    with pytest.raises(Refused, match="three times"):
        actions.absent(session.pk, by=by, at=room.at)
