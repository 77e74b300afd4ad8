"""Who asks for what this office does not do is told at once where it is done, and how long the queue is there."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests import world as w

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.rules import Channel
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.domains.offices.models import Office
from tuntas.platform.actors import SYSTEM

from . import crowd

SERVICE = "ktp-el-hilang"
NEAR, FAR = "31.74.09.1001", "31.71.01.1003"


@pytest.fixture
def room(db):
    return crowd.room(w.NOON)


def _lies(code, latitude, longitude):
    Office.objects.filter(pk=code).update(latitude=Decimal(latitude), longitude=Decimal(longitude))


def _codes(**more):
    return [place.code for place in queries.places_for(SERVICE, OFFICE, w.NOON, **more)]


def test_without_coordinates_the_same_kecamatan_comes_first(room):
    found = _codes(limit=8)

    assert all(code.startswith("31.71.01.") for code in found[:5])
    assert OFFICE not in found


def test_with_coordinates_the_nearest_comes_first_whatever_its_city(room):
    _lies(OFFICE, "-6.2", "106.8")
    _lies(NEAR, "-6.2", "106.81")
    _lies(FAR, "-6.2", "106.9")

    first, second, *_ = queries.places_for(SERVICE, OFFICE, w.NOON)

    assert (first.code, round(first.kilometres, 1)) == (NEAR, 1.1)
    assert (second.code, round(second.kilometres)) == (FAR, 11)


def test_the_queue_there_stands_beside_it(room):
    for at in range(3):
        actions.issue(
            OTHER_OFFICE,
            letter="B",
            key=f"00000000-0000-4000-8000-{at:012d}",
            channel=Channel.KIOSK,
            by=SYSTEM,
            at=w.NOON,
        )

    there = next(one for one in queries.places_for(SERVICE, OFFICE, w.NOON) if one.code == OTHER_OFFICE)

    assert (there.has_queue, there.waiting, there.counters_open, there.is_open) == (True, 3, 0, True)


def test_a_nearer_office_that_is_shut_comes_after_one_that_is_open(room):
    _lies(OFFICE, "-6.2", "106.8")
    _lies(NEAR, "-6.2", "106.81")
    _lies(FAR, "-6.2", "106.9")
    shut_at_noon = [NewHours(day, 14 * 60, 16 * 60) for day in range(7)]
    offices.change_hours(NEAR, hours=shut_at_noon, from_on=date(2026, 1, 1), by=SYSTEM, at=w.NOON)

    assert _codes()[0] == FAR
    shut = next(one for one in queries.places_for(SERVICE, OFFICE, w.NOON, limit=12) if one.code == NEAR)
    assert (shut.is_open, shut.opens_at) == (False, w.NOON + timedelta(hours=2))


def test_an_office_whose_own_letters_leave_the_service_out_is_not_named(room):
    group = Group("B", "KIA saja", "Child cards only", (), "", 5)
    actions.set_up_group(OTHER_OFFICE, group, by=SYSTEM, at=w.NOON)

    assert OTHER_OFFICE not in _codes(limit=12)
    assert not queries.does(SERVICE, OTHER_OFFICE, w.NOON)
    assert queries.does(SERVICE, OFFICE, w.NOON)


def test_an_office_of_a_kind_that_does_not_do_it_is_not_named(room):
    kinds = set(Office.objects.filter(pk__in=_codes(limit=12)).values_list("kind", flat=True))

    assert kinds == {"kelurahan"}
    assert not queries.does(SERVICE, "31.71.01", w.NOON)


def test_nobody_does_what_is_no_service(room):
    assert queries.places_for("sulap", OFFICE, w.NOON) == []


def test_it_costs_the_same_few_questions_whatever_was_set_up(room, django_assert_max_num_queries):
    for number in range(2, 7):
        group = Group("B", "KTP", "Cards", (SERVICE,), "", 5)
        actions.set_up_group(f"31.71.01.100{number}", group, by=SYSTEM, at=w.NOON)

    with django_assert_max_num_queries(8):
        queries.places_for(SERVICE, OFFICE, w.NOON, with_itself=True)
