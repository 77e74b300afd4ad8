"""Who booked a time from their application: called, the officer has it on the screen without a scan."""

import uuid

import pytest
from django.urls import reverse
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.queries.appointments import office_offering
from tuntas.domains.counters.rules.booking import Booking
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC

PAGE = "/desk/calling/"


@pytest.fixture
def made(room):
    """A submitted application and its appointment of today."""
    return _booked(w.submitted(room.at), room.at)


def _booked(case, at):
    first = office_offering(OFFICE, at).next_free("A", at)
    key = str(uuid.uuid4())
    held = actions.hold(
        OFFICE, service=w.SERVICE, starts_at=first.starts_at, by=w.resident(case), at=at, key=key,
        case_id=case.pk,
    )  # fmt: skip
    return case, actions.confirm(held.token, by=PUBLIC, at=at)


def test_beginning_opens_the_application(desk, room, made):
    case, booked = made
    with clock.at(booked.starts_at):
        actions.check_in(booked.token, by=PUBLIC, at=booked.starts_at)
        session = room.sit(0, at=booked.starts_at)
        for verb in ("next", "begin"):
            answer = desk.post(f"{PAGE}{verb}/", {"session": session.pk}, follow=True)
        counter = desk.get(PAGE).content.decode()

    assert answer.redirect_chain[-1][0] == reverse("desk:case", args=[case.pk])
    assert "here: A 001" in answer.content.decode()
    assert reverse("desk:case", args=[case.pk]) in counter


def test_collected_before_the_time_is_for_others(desk, room):
    case, booked = _booked(w.ready(room.there), room.at)
    collected = {"proof": "ktp_el", "collector": "mother", "key": str(uuid.uuid4())}

    for _again in range(2):
        desk.post(f"{reverse('desk:case', args=[case.pk])}hand-over/", collected)

    booked.refresh_from_db()
    assert booked.state == Booking.CANCELLED


def test_the_applications_page_says_when_they_come_and_the_appointments_leads_back(desk, room, made):
    case, booked = made
    theirs = reverse("counters:booking", args=[OFFICE, booked.pk])

    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    other = desk.get(reverse("desk:case", args=[w.submitted(room.at).pk])).content.decode()

    assert theirs in page
    assert "Appointment:" not in other
    assert reverse("desk:case", args=[case.pk]) in desk.get(theirs).content.decode()
