"""Moved, cancelled, missed, or there: who comes gets a ticket at the place of their time."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.rules import Channel, Rank
from tuntas.domains.counters.rules.booking import Booking
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from . import booking, crowd


@pytest.fixture
def there(db):
    return crowd.room(w.NOON, letters=("A",))


def test_who_checks_in_has_a_ticket_at_the_place_of_their_time(there):
    made = booking.soon(there.at)

    issued = actions.check_in(made.token, by=PUBLIC, at=there.at)
    again = actions.check_in(made.token, by=PUBLIC, at=there.at + timedelta(minutes=1))

    ticket = Ticket.objects.get()
    assert issued == again
    assert (ticket.channel, ticket.rank, ticket.placed_at) == (
        Channel.APPOINTMENT,
        Rank.APPOINTMENT,
        made.starts_at,
    )
    made.refresh_from_db()
    assert (made.state, made.ticket_id) == (Booking.CAME, issued.id)


def test_who_came_early_is_not_called_before_their_time_while_others_wait(there):
    session = there.sit(0)
    made = booking.soon(there.at)
    early = actions.check_in(made.token, by=PUBLIC, at=there.at)
    ordinary = [crowd.issue(there.at) for _person in range(2)]

    before = actions.call_next(session.pk, by=there.officer(0), at=there.at)
    actions.begin(session.pk, by=there.officer(0), at=there.at)
    in_time = actions.call_next(session.pk, by=there.officer(0), at=made.starts_at)

    assert (before.pk, in_time.pk) == (ordinary[0].id, early.id)


def test_who_came_early_is_called_when_nobody_else_waits(there):
    session = there.sit(0)
    early = actions.check_in(booking.soon(there.at).token, by=PUBLIC, at=there.at)

    called = actions.call_next(session.pk, by=there.officer(0), at=there.at)

    assert called.pk == early.id


@pytest.mark.parametrize(("has_priority", "rank"), [(True, "priority"), (False, "appointment")])
def test_the_journal_says_whose_turn_comes_first(there, has_priority, rank):
    made = booking.soon(there.at)

    issued = actions.check_in(made.token, has_priority=has_priority, by=PUBLIC, at=there.at)

    (told,) = journal.history(f"ticket:{issued.id}")
    assert told.content["rank"] == rank


def test_somebody_with_priority_keeps_it(there):
    made = booking.soon(there.at)

    actions.check_in(made.token, has_priority=True, by=PUBLIC, at=there.at)

    ticket = Ticket.objects.get()
    assert (ticket.rank, ticket.placed_at) == (Rank.PRIORITY, there.at)


@pytest.mark.parametrize(
    ("minutes", "says"), [(-31, "too early"), (-30, ""), (0, ""), (10, ""), (11, "has passed")]
)
def test_one_checks_in_within_the_window(there, minutes, says):
    made = booking.soon(there.at)
    at = made.starts_at + timedelta(minutes=minutes)

    if says:
        with pytest.raises(Refused, match=says):
            actions.check_in(made.token, by=PUBLIC, at=at)
    else:
        actions.check_in(made.token, by=PUBLIC, at=at)

    assert Ticket.objects.count() == (0 if says else 1)


def test_a_time_that_is_only_held_gives_no_ticket(there):
    held = booking.hold(booking.offers(there.at)[0].starts_at, there.at)

    with pytest.raises(Refused, match="not possible"):
        actions.check_in(held.token, by=PUBLIC, at=held.starts_at)


def test_moved_it_keeps_its_address_and_code_and_gives_the_old_time_back(there):
    first, second = booking.offers(there.at)[:2]
    made = booking.booked(first.starts_at, there.at)

    moved = actions.move(made.token, starts_at=second.starts_at, by=PUBLIC, at=there.at)

    now = Appointment.objects.get(token=made.token)
    assert (now.pk, now.code, now.starts_at, now.state) == (moved.pk, made.code, second.starts_at, "confirmed")
    assert [offer.left for offer in booking.offers(there.at)[:2]] == [first.left, second.left - 1]
    (*_before, told) = journal.history(made.stream)
    assert told.content == {"became": str(moved.pk), "starts": second.starts_at.isoformat()}


def test_nothing_is_lost_by_asking_for_a_full_time(there):
    first, second = booking.offers(there.at)[:2]
    made = booking.booked(first.starts_at, there.at)
    for _place in range(second.left):
        booking.hold(second.starts_at, there.at)

    with pytest.raises(actions.Full):
        actions.move(made.token, starts_at=second.starts_at, by=PUBLIC, at=there.at)

    made.refresh_from_db()
    assert made.state == Booking.CONFIRMED


def test_two_who_change_places_both_get_an_answer(own_db):
    with transaction.atomic():
        there = crowd.room(w.NOON, letters=("A",))
        times = [offer.starts_at for offer in booking.offers(there.at)[:2]]
        made = [booking.booked(starts, there.at) for starts in times]
    meeting, faults = threading.Barrier(2), []

    def change(one, starts_at):
        meeting.wait()
        try:
            actions.move(one.token, starts_at=starts_at, by=PUBLIC, at=there.at)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=pair) for pair in zip(made, reversed(times), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert booking.booked_twice() == 0
    assert [Appointment.objects.get(token=one.token).starts_at for one in made] == times[::-1]


def test_cancelled_twice_is_once_and_gives_the_time_back(there):
    first = booking.offers(there.at)[0]
    made = booking.booked(first.starts_at, there.at)

    actions.cancel(made.token, by=PUBLIC, at=there.at)
    actions.cancel(made.token, by=PUBLIC, at=there.at)

    assert booking.offers(there.at)[0].left == first.left
    assert journal.history(made.stream)[-1].name == "appointment.cancelled"
    assert len(journal.history(made.stream)) == 3


def test_the_time_of_who_did_not_come_is_released_and_told(there):
    made = booking.soon(there.at)
    held = booking.hold(booking.offers(there.at)[0].starts_at, there.at)

    at_the_end = actions.release(made.latest_at)
    after = actions.release(made.latest_at + timedelta(seconds=1))

    made.refresh_from_db()
    with pytest.raises(Refused, match="Your time has passed"):
        actions.check_in(made.token, by=PUBLIC, at=made.latest_at + timedelta(minutes=1))
    assert (at_the_end, after) == (1, 1), "first the hold that ran out, then the time that passed"
    assert made.state == Booking.MISSED
    assert journal.history(made.stream)[-1].name == "appointment.missed"
    assert journal.history(held.stream)[-1].name == "appointment.lapsed"
