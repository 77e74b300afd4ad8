"""What the estimator is given: the office as it stands, in few statements for many offices."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.queries.estimates import estimate_for, estimates_of, snapshots_of
from tuntas.domains.counters.queries.snapshots import versions
from tuntas.domains.counters.waiting.calibration import so_far
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


def _minutes(count):
    return timedelta(minutes=count)


def _serve(room, session, *, minutes, since):
    """The next is called, served for so long, and done."""
    actions.call_next(session.pk, by=room.officer(0), at=since)
    actions.begin(session.pk, by=room.officer(0), at=since)
    actions.finish(session.pk, by=room.officer(0), at=since + _minutes(minutes))


def test_an_office_stands_as_its_rows_say(db):
    room = crowd.room()
    session, _other = room.sit(0), room.sit(1)
    for _ in range(4):
        crowd.issue(room.at)
    _serve(room, session, minutes=6, since=room.at)
    _serve(room, session, minutes=4, since=room.at + _minutes(8))
    actions.begin_break(
        session.pk, back_at=room.at + _minutes(30), by=room.officer(0), at=room.at + _minutes(12)
    )
    crowd.issue(room.at + _minutes(15), has_priority=True)

    at = room.at + _minutes(20)
    office = snapshots_of([OFFICE], at)[OFFICE].office(at)

    assert office.recent["A"] == (6.0, 4.0)
    assert office.gaps == (2.0,)
    assert [one.on_break for one in office.counters] == [True, False]
    assert office.counters[0].back_in_minutes == 10.0
    assert [one.waited_minutes for one in office.ahead] == [5.0, 20.0, 20.0]
    assert office.standard["A"] == 10.0


def test_who_waits_longer_than_was_said_tells_who_comes_after_them(db):
    room = crowd.room()
    room.sit(0)
    for _ in range(6):
        crowd.issue(room.at)
    actions.outlooks.keep_forecasts(estimates_of([OFFICE], room.at)[OFFICE], at=room.at)
    late = room.at + _minutes(110)
    crowd.issue(late)

    office = snapshots_of([OFFICE], late)[OFFICE].office(late)

    assert [one.told_minutes_ago for one in office.ahead] == [110.0] * 6 + [0.0]
    assert so_far(office.calibration, office.ahead).high > office.calibration.high


def test_who_was_called_and_is_sent_on_has_not_waited_since_they_came(db):
    """Their wait ended with the call; a quarter of an hour at the first counter is no wait that went wrong."""
    room = crowd.room()
    session, _other = room.sit(0), room.sit(1)
    issued, later = crowd.issue(room.at), room.at + _minutes(20)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)
    actions.begin(session.pk, by=room.officer(0), at=room.at)
    actions.send_on(session.pk, "B", cause=None, by=room.officer(0), at=later)

    assert estimates_of([OFFICE], later)[OFFICE][issued.id].over < 0.5


def test_a_counter_is_busy_since_it_called_not_since_the_first_call_of_that_ticket(db):
    room = crowd.room()
    session, later = room.sit(0), room.at + _minutes(40)
    crowd.issue(room.at)
    ticket = actions.call_next(session.pk, by=room.officer(0), at=room.at)
    actions.begin(session.pk, by=room.officer(0), at=room.at)
    actions.park(session.pk, by=room.officer(0), at=room.at + _minutes(2))
    actions.call_ticket(session.pk, ticket.pk, by=room.officer(0), at=later)

    (counter,) = snapshots_of([OFFICE], later)[OFFICE].office(later).counters

    assert (counter.busy_with, counter.since_minutes) == ("A", 0.0)


def test_priority_comes_first_and_waits_less(db):
    room = crowd.room()
    room.sit(0)
    for _ in range(5):
        crowd.issue(room.at)
    first = crowd.issue(room.at, has_priority=True)

    found = estimates_of([OFFICE], room.at)[OFFICE]

    assert next(iter(found)) == first.id
    middles = [one.middle for one in found.values()]
    assert middles == sorted(middles)


def test_only_counters_that_serve_a_letter_count(db):
    room = crowd.room(letters=("B",))
    room.sit(0)
    issued = crowd.issue(room.at)

    assert not estimate_for(OFFICE, issued.id, room.at).is_known


def test_it_is_read_anew_when_serving_begins(db):
    room = crowd.room()
    session = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)
    before = versions([OFFICE], room.at)

    actions.begin(session.pk, by=room.officer(0), at=room.at + _minutes(2))

    assert versions([OFFICE], room.at) != before


def test_many_offices_are_asked_in_as_many_statements_as_one(db):
    room = crowd.room()
    room.sit(0)
    crowd.issue(room.at)
    others = [f"31.71.01.{number}" for number in range(1001, 1020)]

    def statements(codes):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            estimates_of(codes, room.at)
        return len(asked)

    assert statements([OFFICE, *others]) == statements([OFFICE]) <= 8


def test_what_was_read_is_read_again_only_after_a_change(own_db):
    room = crowd.room()
    room.sit(0)
    crowd.issue(room.at)
    first = snapshots_of([OFFICE], room.at)[OFFICE]

    same = snapshots_of([OFFICE], room.at)[OFFICE]
    left = Ticket.objects.get()
    actions.give_up(left.pk, by=crowd.PUBLIC, at=room.at)
    changed = snapshots_of([OFFICE], room.at)[OFFICE]

    assert same is first
    assert (len(first.queue), len(changed.queue)) == (1, 0)


def test_who_has_an_appointment_is_expected(db):
    room = crowd.room()
    starts = room.at + _minutes(20)
    Appointment.objects.create(
        code="ABC234",
        office_code=OFFICE,
        business_day=offices.office_day(room.at),
        letter="A",
        service_code="akta-kelahiran",
        lane=1,
        starts_at=starts,
        ends_at=starts + _minutes(15),
        early_at=room.at,
        latest_at=starts + _minutes(10),
        state="confirmed",
        held_until=room.at,
        made_at=room.at,
    )
    crowd.issue(room.at)

    office = snapshots_of([OFFICE], room.at)[OFFICE].office(room.at + _minutes(5))

    assert [(one.group, one.in_minutes) for one in office.due] == [("A", 15.0)]
