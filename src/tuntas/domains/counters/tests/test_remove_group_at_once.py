"""A letter is removed in the moment in which somebody takes a number of it: one of the two is refused."""

import uuid
from dataclasses import replace

import pytest
from django.db import transaction

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.actions import setting_up
from tuntas.domains.counters.models import Block, Series, Ticket
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused

from . import crowd
from .at_once import before_the_end_of

OTHER = Group("F", "Lain", "Other", (), "", 5)


def _letters():
    return "".join(one.letter for one in queries.groups_of(OFFICE))


def _nowhere():
    """The checker: letters of tickets and blocks that the office does not have."""
    tickets, blocks = Ticket.objects.all(), Block.objects.filter(closed_at=None)
    held = {letter for rows in (tickets, blocks) for letter in rows.values_list("letter", flat=True)}
    return held - {*_letters()}


@pytest.fixture
def room(own_db):
    with transaction.atomic():
        found = crowd.room(letters=("A", "B"))
        actions.set_up_group(OFFICE, OTHER, by=SYSTEM, at=found.at)
        return found


def _take_and_remove(room):
    """C goes while somebody takes it, D is taken, E sent on to and F kept in store by a kiosk while it goes."""
    kiosk, _secret = actions.set_up_kiosk(OFFICE, name="Pintu", digit=2, by=room.there.officer, at=room.at)
    stands = actions.Standing(queries.groups_of(OFFICE), None)  # as they read it a moment before
    session, officer = room.sit(0), room.officer(0)
    crowd.issue(room.at, "A")
    actions.call_next(session.pk, by=officer, at=room.at)
    actions.begin(session.pk, by=officer, at=room.at)

    def take(letter):
        return lambda: crowd.issue(room.at, letter, stands=stands)

    def remove(letter):
        return lambda: actions.remove_group(OFFICE, letter, by=room.there.head, at=room.at)

    def send_on():
        actions.send_on(session.pk, "E", cause=None, by=officer, at=room.at)

    def reserve():
        actions.reserve_blocks(kiosk, known=(), by=actions.actor_of(kiosk), at=room.at)

    meetings = (
        (take("C"), remove("C")),
        (remove("D"), take("D")),
        (remove("E"), send_on),
        (remove("F"), reserve),
    )
    return [before_the_end_of(first, second) for first, second in meetings]


def test_either_there_is_a_ticket_or_the_letter_is_gone(room):
    refused = [[type(one) for one in faults] for faults in _take_and_remove(room)]

    assert refused == [[Refused], [actions.Elsewhere], [Refused], []]
    assert _letters() == "ABC"
    assert _nowhere() == set()


def test_the_checker_sees_who_holds_a_number_of_a_letter_that_is_gone(room, monkeypatch):
    """The planted fault: who removes a letter looks for tickets and waits for nobody."""
    monkeypatch.setattr(setting_up, "close_series", lambda *_which: None)

    _take_and_remove(room)

    assert _nowhere() == {"C", "D", "E", "F"}


def test_who_asked_before_it_went_is_told_that_it_is_not_done_here_until_it_is_back(db):
    room, key = crowd.room(letters=("A", "B")), uuid.uuid4()
    stands = actions.Standing(queries.groups_of(OFFICE), None)
    actions.remove_group(OFFICE, "C", by=room.there.head, at=room.at)

    with pytest.raises(actions.Elsewhere):
        crowd.issue(room.at, "C", stands=stands, key=key)
    actions.set_up_group(OFFICE, replace(OTHER, letter="C"), by=SYSTEM, at=room.at)

    assert crowd.issue(room.at, "C", key=key).printed == "C 001"
    assert Series.objects.get(letter="C").last_number == 1
