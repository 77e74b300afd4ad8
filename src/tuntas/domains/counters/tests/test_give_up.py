"""Whoever holds a ticket gives their place up; those before one are counted."""

from datetime import timedelta

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


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
