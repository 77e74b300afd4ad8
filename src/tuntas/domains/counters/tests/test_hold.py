"""A time is held, confirmed and given back; whoever comes at once, nobody has what somebody else has."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment
from tuntas.domains.counters.rules.booking import Booking
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from . import booking, crowd


@pytest.fixture
def there(db):
    return crowd.room(w.NOON, letters=("A",))


def test_a_time_is_held_and_then_confirmed(there):
    first = booking.offers(there.at)[0]

    held = booking.hold(first.starts_at, there.at)
    confirmed = actions.confirm(held.token, by=PUBLIC, at=there.at + timedelta(minutes=2))

    assert held.held_until == there.at + timedelta(minutes=5)
    assert confirmed.state == Booking.CONFIRMED
    assert [fact.name for fact in journal.history(held.stream)] == [
        "appointment.held",
        "appointment.confirmed",
    ]
    assert booking.offers(there.at)[0].left == first.left - 1


def test_sent_twice_is_one_appointment(there):
    starts, key = booking.offers(there.at)[0].starts_at, str(uuid.uuid4())

    one, again = booking.hold(starts, there.at, key), booking.hold(starts, there.at, key)
    actions.confirm(one.token, by=PUBLIC, at=there.at)
    actions.confirm(one.token, by=PUBLIC, at=there.at)

    assert one.pk == again.pk
    assert Appointment.objects.count() == 1
    assert len(journal.history(one.stream)) == 2


def test_a_full_time_is_refused_and_says_so(there):
    first = booking.offers(there.at)[0]
    for _place in range(first.left):
        booking.hold(first.starts_at, there.at)

    with pytest.raises(actions.Full, match="just been taken"):
        booking.hold(first.starts_at, there.at)


def test_a_hold_that_has_run_out_makes_room_at_once(there):
    first = booking.offers(there.at)[0]
    old = [booking.hold(first.starts_at, there.at) for _place in range(first.left)]
    later = there.at + timedelta(minutes=5)

    fresh = booking.hold(first.starts_at, later)

    assert fresh.state == Booking.HELD
    with pytest.raises(Refused, match="held too long ago"):
        actions.confirm(old[0].token, by=PUBLIC, at=later)


@pytest.mark.parametrize("minutes", [-600, 7, 60 * 24 * 30])
def test_what_is_past_between_slots_or_too_far_ahead_cannot_be_booked(there, minutes):
    with pytest.raises(actions.Full, match="cannot be booked"):
        booking.hold(there.at + timedelta(minutes=minutes), there.at)


def test_a_service_that_the_office_does_not_do_cannot_be_booked(there):
    starts = booking.offers(there.at)[0].starts_at

    with pytest.raises(Refused, match="does not do this"):
        actions.hold(OFFICE, service="paspor", starts_at=starts, by=PUBLIC, at=there.at)


def _all_at_once(at, starts, *, clients, each, take=booking.hold):
    """So many threads that take turns over the same few times; what each refusal said, and every other fault."""
    meeting, refused, faults = threading.Barrier(clients), [], []

    def client(first):
        translation.activate("en")  # a thread of its own speaks the house's language
        meeting.wait()
        for number in range(each):
            try:
                take(starts[(first + number) % len(starts)], at)
            except Refused as refusal:
                refused.append(str(refusal))
            except Exception as fault:
                faults.append(fault)
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused, faults


def test_two_hundred_tries_at_few_times_fill_them_exactly(own_db):
    with transaction.atomic():
        there = crowd.room(w.NOON, letters=("A",))
    few = booking.offers(there.at)[:4]
    capacity = sum(offer.left for offer in few)

    refused, faults = _all_at_once(there.at, [offer.starts_at for offer in few], clients=20, each=10)

    assert faults == []
    assert booking.booked_twice() == 0
    assert Appointment.objects.count() == capacity
    assert len(refused) == 200 - capacity
    assert set(refused) == {"This time has just been taken. Please choose another."}


def test_the_checker_sees_who_looks_first_and_books_afterwards(own_db, owner):
    """The planted fault: no constraint, and everybody has seen the lane free before anybody takes it."""
    with transaction.atomic():
        there = crowd.room(w.NOON, letters=("A",))
    starts = [booking.offers(there.at)[0].starts_at]
    owner.execute("alter table counters_appointment drop constraint appointment_has_its_lane_alone")
    meeting = threading.Barrier(4)

    def looks_then_books(starts_at, at):
        lane = booking.offers(at)[0].free[0]
        meeting.wait()
        Appointment.objects.create(
            code=uuid.uuid4().hex[:6],
            office_code=OFFICE,
            business_day=at.date(),
            letter="A",
            service_code=booking.SERVICE,
            lane=lane,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            early_at=starts_at,
            latest_at=starts_at,
            held_until=at + timedelta(minutes=5),
            made_at=at,
        )

    refused, faults = _all_at_once(there.at, starts, clients=4, each=1, take=looks_then_books)

    assert (refused, faults) == ([], [])
    assert booking.booked_twice() == 6
