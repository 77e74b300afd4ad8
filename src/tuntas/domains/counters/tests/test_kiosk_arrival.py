"""Who has an appointment types its code at the kiosk, and gets the number of its time or a sentence that helps."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.offices.demonstration import OTHER_OFFICE
from tuntas.platform import clock

from . import booking, crowd
from .test_kiosk import JSON, device, press


def test_the_code_of_an_appointment_gives_the_ticket_of_its_time(db):
    there = crowd.room().there
    client, made = device(there), booking.soon(there.at)
    press(client, letter="A")

    answer = client.post("/kiosk/arrival/", {"code": f"{made.code[:3]} {made.code[3:].lower()}"}, **JSON)
    again = client.post("/kiosk/arrival/", {"code": made.code}, **JSON)

    told = answer.json()["ticket"]
    assert (told["printed"], told["ahead"]) == ("A 002", 0)
    assert told["booked_at"] == timezone.localtime(made.starts_at).strftime("%H.%M")
    assert again.json()["ticket"]["printed"] == "A 002"
    assert Ticket.objects.get(number=2).channel == "appointment"


def test_a_code_that_nobody_has_says_what_to_do_in_both_languages(db):
    client = device(crowd.room().there)

    answer = client.post("/kiosk/arrival/", {"code": "AAA AAA"}, **JSON)
    page = client.post("/kiosk/arrival/", {"code": "AAA AAA"})

    refused = answer.json()["refused"]
    assert (answer.status_code, page.status_code) == (409, 409)
    assert refused["why"]["id"] == "Tidak ada janji temu hari ini dengan kode ini."
    assert refused["then"]["en"] == "Look at the code again, or take a number."
    assert "Periksa lagi kodenya" in page.content.decode()


def test_who_tries_codes_waits_at_that_kiosk_and_nobody_at_another(db):
    there = crowd.room().there
    tried, other = device(there, 2), device(there, 3)

    with clock.at(there.at):
        answers = [tried.post("/kiosk/arrival/", {"code": "AAA AAA"}, **JSON).status_code for _ in range(21)]
        beside = other.post("/kiosk/arrival/", {"code": "AAA AAA"}, **JSON).status_code

    assert (set(answers[:20]), answers[20], beside) == ({409}, 429, 409)


def test_a_code_of_another_office_says_which(db):
    there = crowd.room().there
    client, made = device(there), booking.soon(there.at)
    Appointment.objects.filter(pk=made.pk).update(office_code=OTHER_OFFICE)

    refused = client.post("/kiosk/arrival/", {"code": made.code}, **JSON).json()["refused"]

    assert refused["why"]["en"].startswith("Your appointment is at another office: ")
    assert not Ticket.objects.exists()


def test_too_early_is_refused_with_when_to_come(db):
    there = crowd.room().there
    client, made = device(there), booking.soon(there.at)
    Appointment.objects.filter(pk=made.pk).update(early_at=there.at + timedelta(hours=1))

    refused = client.post("/kiosk/arrival/", {"code": made.code}, **JSON).json()["refused"]

    assert "too early" in refused["why"]["en"]
    assert Client().post("/kiosk/arrival/", {"code": made.code}, **JSON).status_code == 403
