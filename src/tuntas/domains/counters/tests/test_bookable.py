"""The head of unit decides how much may be booked, and everybody who serves there sees what is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import AppointmentPolicy, Ticket
from tuntas.domains.counters.queries import bookable
from tuntas.domains.counters.queries.appointments import everyones_policy
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from . import booking

PAGE = f"/staff/offices/{OFFICE}/appointments/"
SET_UP = f"/staff/offices/{OFFICE}/counters/"
POLICY = everyones_policy()
FIELDS = {
    "is_offered": "on",
    "share_percent": "80",
    "days_ahead": "3",
    "slot_minutes": "30",
    "early_minutes": "20",
    "late_minutes": "5",
    "hold_minutes": "5",
}


def test_each_day_says_what_is_bookable_booked_and_left(there):
    booking.booked(booking.offers(there.at)[0].starts_at, there.at)

    today, tomorrow, *_rest = bookable.table(OFFICE, "", there.at).days

    assert (tomorrow.booked, tomorrow.left) == (1, tomorrow.bookable - 1)
    assert today.left < today.bookable, "what has begun cannot be booked any more"


def test_twice_the_share_is_twice_as_many(there):
    before = bookable.table(OFFICE, "A", there.at).days[1].bookable

    actions.set_policy(OFFICE, replace(POLICY, share_percent=80), by=there.there.head, at=there.at)

    after = bookable.table(OFFICE, "A", there.at).days
    assert abs(after[1].bookable - 2 * before) <= 1
    assert len(after) == POLICY.days_ahead + 1


def test_where_none_are_offered_none_can_be_booked(there):
    starts = booking.offers(there.at)[0].starts_at

    actions.set_policy(OFFICE, replace(POLICY, is_offered=False), by=there.there.head, at=there.at)

    with pytest.raises(actions.Full):
        booking.hold(starts, there.at)


@pytest.mark.parametrize("change", [{"share_percent": 101}, {"slot_minutes": 4}, {"hold_minutes": 0}])
def test_what_cannot_be_kept_is_refused(there, change):
    with pytest.raises(Refused, match="cannot be kept"):
        actions.set_policy(OFFICE, replace(POLICY, **change), by=there.there.head, at=there.at)


def test_only_who_answers_for_the_office_decides(there):
    for by in (there.there.officer, there.there.cast.officer_elsewhere):
        with pytest.raises(Refused, match="head of unit"):
            actions.set_policy(OFFICE, POLICY, by=by, at=there.at)


def test_what_is_booked_stays_when_slots_become_longer_and_nobody_gets_its_lane(there):
    made = booking.booked(booking.offers(there.at)[1].starts_at, there.at)
    actions.set_policy(OFFICE, replace(POLICY, slot_minutes=60), by=there.there.head, at=there.at)

    around = next(one for one in booking.offers(there.at) if one.starts_at <= made.starts_at < one.ends_at)
    for _place in range(around.left):
        booking.hold(around.starts_at, there.at)

    assert around.left == around.slot.lanes - 1
    assert booking.booked_twice() == 0


def test_the_head_changes_the_policy_on_the_page(there, enter):
    client = enter("head_of_unit")

    client.post(f"{PAGE}policy/", FIELDS)
    wrong = client.post(f"{PAGE}policy/", {**FIELDS, "share_percent": "120"}).content.decode()

    assert AppointmentPolicy.objects.get(pk=OFFICE).share_percent == 80
    assert "Write a whole number between 0 and 100." in wrong
    assert "80 % of the counters' time" in client.get(PAGE).content.decode()


def test_an_officer_checks_somebody_in_by_the_code_and_sees_them(there, enter):
    made = booking.soon(there.at)
    client = enter("officer")

    shown = client.post(f"{PAGE}arrival/", {"code": made.code}, follow=True).content.decode()
    unknown = client.post(f"{PAGE}arrival/", {"code": "ZZZZZZ"})

    assert Ticket.objects.count() == 1
    assert "Their number is A 001." in shown
    assert "here: A 001" in shown
    assert unknown.status_code == 400
    assert "No appointment at this office has this code" in unknown.content.decode()


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ("officer_elsewhere", PAGE),
        ("officer_elsewhere", f"{PAGE}policy/"),
        ("officer", f"{PAGE}policy/"),
        ("administrator", PAGE),
        ("head_of_unit", f"/staff/offices/{OTHER_OFFICE}/appointments/"),
        ("head_of_unit", "/staff/offices/99.99/appointments/"),
    ],
)
def test_what_is_not_theirs_does_not_exist(there, enter, part, address):
    assert enter(part).get(address).status_code == 404


def test_the_page_says_who_booked_a_time_at_which_it_is_shut_now(there, enter):
    """Opening hours changed: who serves there sees which times, and whether the resident was written to."""
    made = booking.booked(booking.offers(there.at)[0].starts_at, there.at)
    actions.cancel(
        booking.booked(booking.offers(there.at)[1].starts_at, there.at).token, by=PUBLIC, at=there.at
    )
    before = (
        enter("head_of_unit").get(PAGE).content.decode() + enter("head_of_unit").get(SET_UP).content.decode()
    )
    booking.shut(made, there.at)

    page = enter("head_of_unit").get(PAGE).content.decode()
    rows = bookable.table(OFFICE, "", there.at).outside
    assert "while the office is shut" not in before
    assert "1 appointment while the office is shut" in page
    assert "1 appointment while the office is shut" in enter("head_of_unit").get(SET_UP).content.decode()
    assert "1 while shut" in page
    assert [(row.starts_at, row.letter, row.is_written_to) for row in rows] == [(made.starts_at, "A", False)]


def test_who_stood_before_a_shut_door_did_not_fail_to_come(there):
    made = booking.booked(booking.offers(there.at)[0].starts_at, there.at)
    booking.shut(made, there.at)

    actions.release(made.latest_at + timedelta(minutes=1))

    told = journal.history(made.stream)[-1]
    assert (told.name, told.content) == ("appointment.cancelled", {"reason": "shut"})
    assert bookable.table(OFFICE, "", made.latest_at + timedelta(minutes=2)).ends.missed == 0


def test_what_was_booked_further_ahead_than_can_be_booked_now_still_shows(there):
    far = booking.booked(booking.offers(there.at, 10)[0].starts_at, there.at)

    actions.set_policy(OFFICE, replace(POLICY, days_ahead=2), by=there.there.head, at=there.at)

    *_near, last = bookable.table(OFFICE, "", there.at).days
    assert (last.on, last.bookable, last.booked, last.left) == (far.business_day, 0, 1, 0)


def test_who_was_served_is_told_from_who_only_checked_in(there, enter):
    session, made = there.sit(0), booking.soon(there.at)
    actions.check_in(made.token, by=PUBLIC, at=there.at)
    here = [one.outcome for one in bookable.table(OFFICE, "", there.at).listed.rows]
    actions.call_next(session.pk, by=there.officer(0), at=there.at)
    actions.finish(session.pk, by=there.officer(0), at=there.at)

    assert here == ["came"]
    assert [one.outcome for one in bookable.table(OFFICE, "", there.at).listed.rows] == ["served"]
    client = enter("officer")
    assert "served: A 001" in client.get(PAGE).content.decode()
    assert "You were served" in client.get(f"/appointment/{made.token}/").content.decode()


def test_the_page_costs_the_same_however_much_is_booked(there, enter, django_assert_max_num_queries):
    client = enter("head_of_unit")
    for offer in booking.offers(there.at)[:10]:
        actions.cancel(booking.hold(offer.starts_at, there.at).token, by=there.there.head, at=there.at)
        booking.booked(offer.starts_at, there.at)
    booking.soon(there.at + timedelta(minutes=1))
    client.get(PAGE)

    with django_assert_max_num_queries(25):
        client.get(PAGE)
