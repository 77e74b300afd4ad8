"""A city goes on while it is served: what is due happens, and somebody waits where a tester would call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tuntas.config.city import agenda, days, present
from tuntas.config.city.days import Wanted
from tuntas.config.city.models import Progress
from tuntas.domains.counters import actions
from tuntas.domains.counters import demonstration as counters
from tuntas.domains.counters.models import Ticket
from tuntas.domains.counters.rules import Channel
from tuntas.domains.offices import demonstration as offices
from tuntas.platform import ids
from tuntas.platform.actors import PUBLIC

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 19, 0, 20, tzinfo=UTC)  # a Thursday, shortly before the offices open


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Progress:
    monkeypatch.setattr("tuntas.config.city.residents.processors", lambda: 1)
    monkeypatch.setattr("tuntas.config.city.queues.TICKETS_A_DAY", 5.0)
    offices.load(MORNING)
    counters.load(MORNING)
    found = days.found(Wanted(residents=600, days=0, cases_a_day=0, seed=3), at=MORNING)
    assert found is not None
    return found


def test_takes_what_is_due_and_nothing_before_its_moment(city: Progress) -> None:
    today = present.Present(city, agenda.stage(city), MORNING)
    noon = MORNING + timedelta(hours=2)

    assert today.catch_up(noon) > 10

    issued = Ticket.objects.values_list("issued_at", flat=True)
    assert len(issued) > 2
    assert max(issued) <= noon
    assert today.catch_up(noon) == 0
    assert Ticket.objects.filter(state="finished").exists()


def test_started_again_it_goes_on_where_it_was(city: Progress) -> None:
    stage = agenda.stage(city)
    present.Present(city, stage, MORNING).catch_up(MORNING + timedelta(hours=1))
    before = Ticket.objects.count()
    city.refresh_from_db()

    again = present.Present(city, stage, MORNING + timedelta(hours=1))

    assert again.catch_up(MORNING + timedelta(hours=1)) == 0
    assert Ticket.objects.count() == before
    assert again.is_of(MORNING + timedelta(hours=9))
    assert not again.is_of(MORNING + timedelta(hours=20))


def test_some_wait_for_the_tester_and_only_they_give_up(city: Progress) -> None:
    testers = actions.issue(
        offices.OFFICE, key=ids.new_id(), channel=Channel.PHONE, letter="A", by=PUBLIC, at=MORNING
    )
    company = present.Company(city.seed)

    company.keep(MORNING)
    company.keep(MORNING + timedelta(minutes=50))

    waiting = Ticket.objects.filter(office_code=offices.OFFICE, state="waiting")
    assert testers.id in waiting.values_list("pk", flat=True)
    assert Ticket.objects.filter(office_code=offices.OFFICE, state="left").count() == 3
    company.keep(MORNING + timedelta(minutes=51))
    assert waiting.count() == present.COMPANY


def test_at_the_casts_office_nobody_invented_calls(city: Progress) -> None:
    today = present.Present(city, agenda.stage(city), MORNING)

    today.catch_up(MORNING + timedelta(hours=1))

    assert not Ticket.objects.filter(office_code=offices.OFFICE).exists()
