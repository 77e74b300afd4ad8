"""The bench of the wall: past tickets lie behind it, today is the same, and what the statements take is counted."""

import pytest
from django.db import connection

from tuntas.config.benches import wall_inside
from tuntas.domains.counters.models import Call, Day, Ticket
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Office
from tuntas.domains.promises.models import Promise
from tuntas.platform import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices_there():
    offices.load(clock.now())
    return Office.objects.count()


def test_so_many_tickets_of_days_that_are_over(offices_there):
    today = queries.office_day(clock.now())

    wall_inside.fill(700, promises=30)

    past = Ticket.objects.filter(business_day__lt=today, state="finished")
    assert Ticket.objects.count() == past.count() == Call.objects.count() == 700
    assert sum(Day.objects.filter(business_day__lt=today).values_list("issued", flat=True)) == 700
    assert Day.objects.filter(business_day=today).count() == offices_there
    assert Promise.objects.filter(ended_at=None).count() == 30


def test_a_slow_statement_of_the_page_is_counted(offices_there, monkeypatch):
    def slow(*_asked):
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.05)")

    monkeypatch.setattr(wall_inside.wall, "wall", slow)

    assert min(wall_inside.looked(2)) >= 50
