"""A room shared with another agency: sent there, accepted by serving, or sent back with a reason."""

import uuid
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions import Step, Told
from tuntas.domains.counters.models import Day, Referral, Ticket
from tuntas.domains.counters.queries import aside_at
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.queries.referrals import not_accepted
from tuntas.domains.counters.rules import SentBack, State
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from . import crowd


@pytest.fixture
def room(db):
    """Counter 1 is ours, counter 2 is Bapenda's and calls letter S."""
    room = crowd.room()
    samsat = Group("S", "Samsat", "Vehicle tax", (), "Bapenda", 8)
    actions.set_up_group(OFFICE, samsat, by=SYSTEM, at=room.at)
    actions.set_up_counter(OFFICE, 2, letters=["S"], agency="Bapenda", by=SYSTEM, at=room.at)
    return room


def _sent(room):
    """Somebody at our counter whom the officer sends to Bapenda; both sessions."""
    ours, theirs = room.sit(0), room.sit(1)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)
    actions.begin(ours.pk, by=room.officer(0), at=room.at)
    actions.send_on(ours.pk, "S", cause=None, by=room.officer(0), at=room.at)
    return ours, theirs


def _unaccepted(room):
    return not_accepted(OFFICE, Day.objects.get().business_day)


def test_until_somebody_there_serves_them_it_is_not_accepted(room):
    _ours, theirs = _sent(room)
    before = _unaccepted(room)

    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    called = _unaccepted(room)
    actions.begin(theirs.pk, by=room.officer(1), at=room.at)

    assert [(row.agency, row.from_letter, row.still_waits) for row in before] == [("Bapenda", "A", True)]
    assert len(called) == 1
    assert _unaccepted(room) == []
    assert str(Referral.objects.get().accepted_by) == room.officer(1).id


def test_sent_back_waits_first_where_they_came_from_and_the_reason_shows(room):
    ours, theirs = _sent(room)
    other = crowd.issue(room.at)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)

    actions.send_back(theirs.pk, SentBack.NOT_OURS, by=room.officer(1), at=room.at)

    assert [row.reason for row in _unaccepted(room)] == ["not_ours"]
    again = actions.call_next(ours.pk, by=room.officer(0), at=room.at)
    assert again.pk != other.id
    assert again.letter == "A"
    assert "ticket.sent_back" in [fact.name for fact in journal.history(again.stream)]


def test_sent_back_after_a_while_the_time_there_is_no_serving_here(room):
    ours, theirs = _sent(room)
    minute = timedelta(minutes=1)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    actions.begin(theirs.pk, by=room.officer(1), at=room.at)
    actions.send_back(theirs.pk, SentBack.PAPERS, by=room.officer(1), at=room.at + 10 * minute)

    actions.call_next(ours.pk, by=room.officer(0), at=room.at + 30 * minute)
    served = actions.begin(ours.pk, by=room.officer(0), at=room.at + 31 * minute)

    assert (served.began_at, served.served_before) == (room.at + 31 * minute, 0)


def test_who_was_not_sent_by_another_agency_is_not_sent_back(room):
    ours = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)

    with pytest.raises(Refused, match="No other agency"):
        actions.send_back(ours.pk, SentBack.OTHER, by=room.officer(0), at=room.at)


def test_no_counter_calls_whoever_waits_for_another_agency_whatever_the_reason(room):
    ours, theirs = _sent(room)
    waits = Ticket.objects.get()

    with pytest.raises(Refused, match="does not call letter S"):
        actions.call_ticket(ours.pk, waits.pk, reason="other", by=room.officer(0), at=room.at)
    told = actions.tell_step(
        ours.pk, Step.CALL, waits.pk, happened_at=room.at, by=room.officer(0), at=room.at, key=str(uuid.uuid4())
    )

    assert told is Told.ELSEWHERE
    assert actions.call_next(theirs.pk, by=room.officer(1), at=room.at).pk == waits.pk


def test_whoever_another_agency_set_aside_is_called_by_its_own_counter(room):
    _ours, theirs = _sent(room)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    actions.park(theirs.pk, by=room.officer(1), at=room.at)
    day = Day.objects.get().business_day

    assert aside_at(OFFICE, day, ["A"]) == []
    assert [row.letter for row in aside_at(OFFICE, day, ["S"])] == ["S"]


def test_within_one_agency_nothing_needs_accepting(room):
    ours = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)

    actions.send_on(ours.pk, "B", cause=None, by=room.officer(0), at=room.at)

    assert not Referral.objects.exists()


def test_sent_back_and_sent_again_is_asked_anew(room):
    ours, theirs = _sent(room)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    actions.send_back(theirs.pk, SentBack.PAPERS, by=room.officer(1), at=room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)
    actions.send_on(ours.pk, "S", cause=None, by=room.officer(0), at=room.at)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    actions.send_on(theirs.pk, "B", cause=None, by=room.officer(1), at=room.at)

    assert list(Referral.objects.order_by("sent_at", "pk").values_list("reason", flat=True)) == [
        "papers",
        "sent_on",
    ]
    assert Ticket.objects.get().letter == "B"


def test_a_head_closes_a_counter_that_was_left_and_whom_it_called_waits_on(room):
    ours = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)

    actions.close_counter(ours.pk, by=room.there.head, at=room.at)

    day, ticket = Day.objects.get(), Ticket.objects.get()
    assert (ticket.state, day.waiting, day.at_counters, day.counters_open) == (State.WAITING, 1, 0, 0)


def test_whom_a_left_counter_was_serving_counts_as_done(room):
    ours = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)
    actions.begin(ours.pk, by=room.officer(0), at=room.at)

    actions.close_counter(ours.pk, by=room.there.head, at=room.at)

    day, ticket = Day.objects.get(), Ticket.objects.get()
    assert (ticket.state, day.waiting, day.at_counters, day.counters_open) == (State.FINISHED, 0, 0, 0)


def test_a_letter_stays_while_another_agency_may_send_somebody_back_to_it(room):
    ours, theirs = room.sit(0), room.sit(1)
    crowd.issue(room.at)
    for letter in ("B", "S"):
        actions.call_next(ours.pk, by=room.officer(0), at=room.at)
        actions.begin(ours.pk, by=room.officer(0), at=room.at)
        actions.send_on(ours.pk, letter, cause=None, by=room.officer(0), at=room.at)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)
    actions.set_up_counter(OFFICE, 1, letters=["A"], by=SYSTEM, at=room.at)

    with pytest.raises(Refused, match="Tickets of today have letter B"):
        actions.remove_group(OFFICE, "B", by=SYSTEM, at=room.at)
