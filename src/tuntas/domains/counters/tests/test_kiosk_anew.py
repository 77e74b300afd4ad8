"""Whoever has no e-mail address learns at the kiosk what happened to their appointment, and has another time at once."""

from datetime import timedelta

import pytest
from django.test import Client

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.queries.booking import OFFERED, OFFERED_A_DAY
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.journal import queries as journal

from . import booking
from .test_kiosk import JSON, device

ARRIVAL, TIME = "/kiosk/arrival/", "/kiosk/arrival/time/"


@pytest.fixture
def kiosk(there):
    return device(there.there)


@pytest.fixture
def shut(there):
    """Of tomorrow, when the office is closed now."""
    made = booking.booked(booking.offers(there.at)[0].starts_at, there.at)
    booking.shut(made, there.at)
    return made


def _arrive(client, made):
    return client.post(ARRIVAL, {"code": made.code}, **JSON).json()["refused"]


def test_a_shut_time_is_said_and_others_are_offered(kiosk, shut):
    refused = _arrive(kiosk, shut)

    assert refused["why"]["en"].startswith(
        "We are closed at the time of your appointment, Tuesday, 24 November"
    )
    assert refused["then"]["en"] == "Choose another time: your code stays the same."
    assert len(refused["times"]) == OFFERED
    days = [one["said"]["en"].rpartition(" at ")[0] for one in refused["times"]]
    assert max(days.count(day) for day in days) == OFFERED_A_DAY
    assert not any("24 November" in day for day in days)
    assert refused["times"][-1]["said"]["id"].startswith("Kamis, 26 November 2026")


def test_pressed_twice_it_is_moved_once_under_the_same_code(kiosk, shut):
    starts = _arrive(kiosk, shut)["times"][2]["starts"]

    for _again in range(2):
        told = kiosk.post(TIME, {"code": shut.code, "starts": starts}, **JSON).json()["anew"]

    new = Appointment.objects.get(token=shut.token)
    assert (new.state, new.starts_at.isoformat(), new.code) == ("confirmed", starts, shut.code)
    assert told["code"].replace(" ", "") == shut.code
    assert kiosk.get(told["picture"]).status_code == 200
    assert Appointment.objects.count() == 2
    assert journal.history(shut.stream)[-1].name == "appointment.moved"


def test_who_stood_before_a_shut_door_gets_a_new_time_the_next_day(there, kiosk, shut):
    after = shut.latest_at + timedelta(minutes=1)
    actions.release(after)
    with clock.at(after + timedelta(days=1)):
        refused = _arrive(kiosk, shut)
        starts = refused["times"][0]["starts"]
        for _again in range(2):
            told = kiosk.post(TIME, {"code": shut.code, "starts": starts}, **JSON).json()["anew"]

    new = Appointment.objects.get(state="confirmed")
    assert "We are closed at the time of your appointment" in refused["why"]["en"]
    assert new.code == told["code"].replace(" ", "") != shut.code


@pytest.mark.parametrize("ends", ["cancelled", "missed"])
def test_each_end_has_its_sentence(there, kiosk, ends):
    made = booking.soon(there.at)
    if ends == "cancelled":
        actions.cancel(made.token, by=PUBLIC, at=there.at)
    else:
        actions.release(made.latest_at + timedelta(minutes=1))

    refused = _arrive(kiosk, made)

    said = {"cancelled": "was cancelled", "missed": "has passed"}[ends]
    assert said in refused["why"]["en"]
    assert refused["times"]


def test_who_comes_on_the_wrong_day_reads_when_it_is(there, kiosk):
    made = booking.booked(booking.offers(there.at, 2)[0].starts_at, there.at)

    refused = _arrive(kiosk, made)

    assert "at another time: Wednesday, 25 November 2026" in refused["why"]["en"]
    assert not Ticket.objects.exists()


def test_without_a_script_the_times_are_buttons_and_the_answer_a_page(kiosk, shut):
    page = kiosk.post(ARRIVAL, {"code": shut.code}).content.decode()
    starts = _arrive(kiosk, shut)["times"][0]["starts"]

    answer = kiosk.post(TIME, {"code": shut.code, "starts": starts}).content.decode()

    assert f'name="starts" value="{starts}"' in page
    assert f"{shut.code[:3]} {shut.code[3:]}" in answer


@pytest.mark.parametrize("starts", ["", "x", "2026-11-26T03:07:00+00:00"])
def test_a_time_that_cannot_be_booked_is_refused_with_those_that_can(kiosk, shut, starts):
    answer = kiosk.post(TIME, {"code": shut.code, "starts": starts}, **JSON)

    assert answer.status_code == 409
    assert answer.json()["refused"]["times"]


def test_only_a_kiosk_and_a_code_move_anything(there, kiosk, shut):
    starts = _arrive(kiosk, shut)["times"][0]["starts"]

    assert Client().post(TIME, {"code": shut.code, "starts": starts}, **JSON).status_code == 403
    assert kiosk.post(TIME, {"code": "AAAAAA", "starts": starts}, **JSON).status_code == 409
    assert Client().get(f"/kiosk/appointment-code/{shut.token}/").status_code == 404
    assert Appointment.objects.count() == 1


def test_by_the_code_on_a_phone_a_shut_time_leads_to_its_page(there, client):
    made = booking.soon(there.at)
    booking.shut(made, there.at)

    answer = client.post("/appointments/arrival/", {"code": made.code})

    assert answer.url == f"/appointment/{made.token}/"
