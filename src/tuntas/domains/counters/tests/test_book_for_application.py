"""An appointment about an application: one at a time, from the first choice to the ticket that is tied to it."""

import threading
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import translation
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.queries import appointment_for
from tuntas.domains.counters.rules.booking import Booking
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import jobs
from tuntas.platform.actors import PUBLIC, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.ids import new_id
from tuntas.platform.journal import queries as journal

from . import booking, crowd
from .at_once import at_once

ONE = "There is an appointment for this application already"


def _hold(case_id, starts_at, at, **more):
    given = {"by": Actor(Kind.RESIDENT, str(case_id)), "key": str(uuid.uuid4()), **more}
    return actions.hold(OFFICE, service=booking.SERVICE, starts_at=starts_at, at=at, case_id=case_id, **given)


def _booked(case_id, starts_at, at):
    return actions.confirm(_hold(case_id, starts_at, at).token, by=PUBLIC, at=at)


@pytest.fixture
def case_id():
    return new_id()


@pytest.fixture
def times(there):
    return [offer.starts_at for offer in booking.offers(there.at)[:3]]


def test_it_stands_from_the_first_choice_on_and_the_journal_knows_the_application(there, times, case_id):
    held = _hold(case_id, times[0], there.at)
    while_held = appointment_for(case_id, there.at)
    actions.confirm(held.token, by=PUBLIC, at=there.at)

    made = appointment_for(case_id, there.at)

    assert (while_held.state, made.state, made.starts_at) == (Booking.HELD, Booking.CONFIRMED, times[0])
    assert journal.history(held.stream)[0].content["case"] == str(case_id)
    assert appointment_for(new_id(), there.at) is None


def test_a_second_time_is_refused_while_the_first_stands(there, times, case_id):
    _booked(case_id, times[0], there.at)

    with pytest.raises(Refused, match=ONE):
        _hold(case_id, times[1], there.at)

    assert booking.hold(times[1], there.at).case_id is None, "others book as before"


@pytest.mark.parametrize("by", [PUBLIC, crowd.serving(7), Actor(Kind.RESIDENT, str(new_id()))])
def test_nobody_but_its_applicant_books_for_an_application(there, times, case_id, by):
    with pytest.raises(Refused, match="Only the applicant"):
        _hold(case_id, times[0], there.at, by=by)


def test_moved_it_stays_the_applications(there, times, case_id):
    made = _booked(case_id, times[0], there.at)

    actions.move(made.token, starts_at=times[1], by=PUBLIC, at=there.at)

    assert appointment_for(case_id, there.at).starts_at == times[1]
    with pytest.raises(Refused, match=ONE):
        _hold(case_id, times[2], there.at)


def test_a_hold_that_ran_out_is_in_nobodys_way(there, times, case_id):
    old = _hold(case_id, times[0], there.at)
    later = old.held_until

    assert appointment_for(case_id, later) is None
    fresh = _hold(case_id, times[1], later)

    old.refresh_from_db()
    assert (old.state, fresh.state) == (Booking.LAPSED, Booking.HELD)


def test_cancelled_or_missed_makes_room_for_another(there, times, case_id):
    first = _booked(case_id, times[0], there.at)
    actions.cancel(first.token, by=PUBLIC, at=there.at)
    second = _booked(case_id, times[0], there.at)
    after = second.latest_at + timedelta(seconds=1)
    actions.release(after)

    assert appointment_for(case_id, after) is None
    assert _hold(case_id, booking.offers(after, 2)[0].starts_at, after).state == Booking.HELD


def test_who_checks_in_has_a_ticket_that_is_tied(there, times, case_id):
    made = _booked(case_id, times[0], there.at)

    issued = actions.check_in(made.token, by=PUBLIC, at=times[0])
    actions.check_in(made.token, by=PUBLIC, at=times[0])

    assert Ticket.objects.get(pk=issued.id).case_id == case_id
    *_issued, tied = journal.history(f"ticket:{issued.id}")
    assert (tied.name, tied.content) == ("ticket.tied", {"case": str(case_id)})
    assert appointment_for(case_id, times[0]).ticket == issued.printed
    actions.give_up(issued.id, by=PUBLIC, at=times[0])
    assert appointment_for(case_id, times[0]) is None


def test_withdrawn_the_application_gives_the_time_back(there, times):
    case = w.submitted(there.at)
    made = _booked(case.pk, times[0], there.at)

    cases.withdraw(case.pk, by=w.resident(case), at=there.at)
    jobs.run_pending()

    made.refresh_from_db()
    assert made.state == Booking.CANCELLED


def _both_at_once(at, starts, case_id):
    """Two browsers that have both seen that nothing stands; what was refused."""

    def browser(starts_at):
        translation.activate("en")
        _hold(case_id, starts_at, at)

    faults = at_once(*(partial(browser, one) for one in starts))
    assert all(isinstance(fault, Refused) for fault in faults), faults
    return [str(fault) for fault in faults]


@pytest.fixture
def both(own_db, monkeypatch):
    """Whoever looks first sees nothing: only the database's own constraint is left to keep the two apart."""
    with transaction.atomic():
        there = crowd.room(w.NOON, letters=("A",))
    times, case_id = [offer.starts_at for offer in booking.offers(there.at)[:2]], new_id()
    looked = threading.Barrier(2, timeout=60)
    monkeypatch.setattr(
        "tuntas.domains.counters.actions.appointments.ensure_no_other", lambda *_: looked.wait()
    )
    return lambda: (_both_at_once(there.at, times, case_id), Appointment.objects.filter(case_id=case_id))


def test_of_two_at_once_one_is_made_and_the_other_told_why(both):
    (refused,), made = both()

    assert refused.startswith(ONE)
    assert made.count() == 1


def test_the_checker_sees_two_where_nothing_keeps_them_apart(both, owner):
    """The planted fault: no constraint."""
    owner.execute("drop index application_has_one_appointment_ahead")

    refused, made = both()

    assert (refused, made.count()) == ([], 2)
