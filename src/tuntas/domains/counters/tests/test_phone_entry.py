"""Whoever scans the poster takes one ticket with their phone; an old poster and a guessed code open nothing."""

import uuid

from django.test import Client
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Ticket
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC

from . import crowd


def poster(there: w.World) -> str:
    code = actions.renew_queue_code(OFFICE, by=there.cast.head_of_unit, at=there.at)
    return f"/q/{OFFICE}/{code.code}/"


def take(phone: Client, address: str, **wish: str):
    return phone.post(address, {"key": str(uuid.uuid4()), **wish})


def test_a_phone_takes_a_ticket_and_is_led_to_its_page(db):
    address, phone = poster(crowd.room().there), Client()

    assert "Apa keperluan Anda?" in phone.get(address).content.decode()
    answer = take(phone, address, service="akta-kelahiran")

    ticket = Ticket.objects.get()
    assert answer["Location"].endswith(f"/t/{ticket.token}/")
    assert (ticket.channel, ticket.letter) == ("phone", "A")


def test_a_phone_holds_one_ticket_at_a_time(db):
    address, phone = poster(crowd.room().there), Client()
    first = take(phone, address, letter="A")

    again, looked = take(phone, address, letter="B"), phone.get(address)

    assert again["Location"] == looked["Location"] == first["Location"]
    assert Ticket.objects.count() == 1


def test_who_gave_it_up_may_take_another(db):
    address, phone = poster(crowd.room().there), Client()
    take(phone, address, letter="A")
    actions.give_up(Ticket.objects.get().pk, by=PUBLIC, at=clock.now())

    take(phone, address, letter="B")

    assert Ticket.objects.count() == 2


def test_a_renewed_code_makes_the_old_poster_void(db):
    there = crowd.room().there
    old = poster(there)

    new = poster(there)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert Client().get(new.replace(OFFICE, OTHER_OFFICE)).status_code == 404


def test_too_many_from_one_address_wait(db):
    address = poster(crowd.room().there)

    with clock.at(clock.now()):
        answers = [take(Client(), address, letter="A").status_code for _ in range(61)]

    assert answers == [302] * 60 + [429]


def test_the_head_prints_the_poster_and_others_cannot_renew_it(db):
    there = crowd.room().there
    old = poster(there)
    officer = Client()
    w.sign_in(officer, there.cast.officer)

    officer.post("/kiosks/poster/renewal/")
    page = officer.get("/kiosks/poster/").content.decode()

    assert "<svg" in page
    assert "viewBox" in page  # without it the code stays small in a corner of its place
    assert Client().get(old).status_code == 200
