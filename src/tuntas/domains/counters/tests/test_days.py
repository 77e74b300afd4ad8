"""An office's day follows its opening hours, also when they change while people wait."""

from datetime import date, timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Day
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform import jobs
from tuntas.platform.actors import SYSTEM

from . import crowd


def test_who_stands_before_the_doors_takes_a_ticket_an_hour_before_they_open(db):
    w.world(w.NOON)
    day = actions.day_for(OTHER_OFFICE, w.NOON)

    assert day.gives_tickets(day.opens_at - timedelta(hours=1))
    assert not day.gives_tickets(day.opens_at - timedelta(hours=1, seconds=1))
    assert not day.gives_tickets(day.closes_at)


def test_a_sunday_has_no_queue(db):
    w.world(w.NOON)

    day = actions.day_for(OTHER_OFFICE, w.NOON - timedelta(days=1))

    assert day.opens_at is None
    assert not day.gives_tickets(w.NOON - timedelta(days=1))


def test_when_the_office_shuts_early_no_more_tickets_are_given(db):
    room = crowd.room(w.NOON)
    crowd.issue(room.at)
    until_eleven = [NewHours(weekday, 0, 11 * 60, also_on_holidays=True) for weekday in range(7)]

    offices.change_hours(
        OFFICE, hours=until_eleven, from_on=date(2026, 11, 23), label="", by=SYSTEM, at=room.at
    )
    jobs.run_pending()
    actions.refresh_days(room.at)

    with pytest.raises(actions.Shut):
        crowd.issue(room.at)
    assert Day.objects.get(office_code=OFFICE).issued == 1
