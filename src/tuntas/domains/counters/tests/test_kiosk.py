"""A device becomes a kiosk, gives numbers to anybody who stands before it, and stops when it is taken out of use."""

import uuid
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.counters import actions, facts
from tuntas.domains.counters.models import Kiosk, Ticket
from tuntas.domains.counters.queries import Group
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

from . import crowd

JSON = {"HTTP_ACCEPT": "application/json"}


def device(there: w.World, digit: int = 2) -> Client:
    """A browser in the waiting room that was made a kiosk."""
    client = Client()
    _made, secret = actions.set_up_kiosk(
        OFFICE, name="Pintu masuk", digit=digit, by=there.cast.officer, at=there.at
    )
    client.cookies = SimpleCookie({"tuntas_kiosk": secret})
    return client


def press(client: Client, **wish: str):
    return client.post("/kiosk/", {"key": str(uuid.uuid4()), **wish}, **JSON)


def test_who_serves_here_makes_the_device_a_kiosk_and_is_signed_out_of_it(db):
    there = crowd.room().there
    browser = Client()
    w.sign_in(browser, there.cast.officer)

    answer = browser.post("/kiosk/set-up/", {"name": "Pintu masuk", "digit": "3"})

    assert answer["Location"] == "/kiosk/"
    cookie = answer.cookies["tuntas_kiosk"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert cookie.value not in str(Kiosk.objects.values())
    assert "Apa keperluan Anda?" in browser.get("/kiosk/").content.decode()
    assert browser.get("/desk/").status_code == 302  # nobody is signed in


def test_a_digit_is_of_one_kiosk_at_a_time(db):
    there = crowd.room().there
    device(there, 2)

    with pytest.raises(Refused, match="has this digit"):
        device(there, 2)


def test_a_device_that_is_no_kiosk_says_how_to_become_one(db):
    crowd.room()

    page, script = Client().get("/kiosk/"), Client().post("/kiosk/", **JSON)

    assert "/kiosk/set-up/" in page.content.decode()
    assert (page.status_code, script.status_code) == (403, 403)


def test_staff_who_serve_nobody_here_set_up_nothing(db):
    there = crowd.room().there
    browser = Client()
    w.sign_in(browser, there.cast.agency_head)

    answer = browser.post("/kiosk/set-up/", {"name": "Pintu masuk", "digit": "3"})

    assert answer.status_code == 404
    assert not Kiosk.objects.exists()


def test_one_press_is_one_number_with_how_many_are_ahead(db):
    there = crowd.room().there
    client = device(there)

    first, second = press(client, service="akta-kelahiran"), press(client, service="akta-kelahiran")

    assert (first.json()["ticket"]["printed"], first.json()["ticket"]["ahead"]) == ("A 001", 0)
    assert (second.json()["ticket"]["printed"], second.json()["ticket"]["ahead"]) == ("A 002", 1)
    assert "sessionid" not in second.cookies


def test_priority_goes_before_and_why_is_kept_nowhere(db):
    there = crowd.room().there
    client = device(there)
    press(client, letter="E")

    answer = press(client, letter="E", priority="1")

    assert answer.json()["ticket"]["ahead"] == 0
    assert Ticket.objects.get(number=2).rank == 1
    told = Fact.objects.filter(name=facts.TICKET_ISSUED).latest("id")
    assert told.content == {"letter": "E", "number": 2, "channel": "kiosk", "rank": "priority", "service": None}


def test_without_a_script_the_page_itself_is_the_ticket_and_leads_back(db):
    there = crowd.room().there
    client = device(there)

    page = client.post("/kiosk/", {"key": str(uuid.uuid4()), "letter": "E"}).content.decode()

    assert "E 001" in page
    assert 'http-equiv="refresh" content="12;url=/kiosk/"' in page


def test_pressed_twice_with_one_key_is_one_ticket(db):
    there = crowd.room().there
    client, key = device(there), str(uuid.uuid4())

    first, again = press(client, letter="A", key=key), press(client, letter="A", key=key)

    assert first.json()["ticket"]["printed"] == again.json()["ticket"]["printed"]
    assert Ticket.objects.count() == 1


def test_a_shut_office_says_when_it_opens_in_both_languages(db):
    there = w.world(w.NOON)
    _made, secret = actions.set_up_kiosk(
        OTHER_OFFICE, name="Pintu", digit=1, by=there.cast.officer_elsewhere, at=there.at
    )
    client = Client()
    client.cookies = SimpleCookie({"tuntas_kiosk": secret})

    with clock.at(datetime(2026, 11, 23, 15, 0, tzinfo=UTC)):
        answer = press(client, letter="A")

    refused = answer.json()["refused"]
    assert answer.status_code == 409
    assert refused["then"]["id"].startswith("Buka lagi: Selasa, 24 November 2026")
    assert refused["then"]["en"].startswith("It opens again: Tuesday")


def test_taken_out_of_use_it_gives_nothing_any_more(db):
    there = crowd.room().there
    client = device(there)
    head = Client()
    w.sign_in(head, there.cast.head_of_unit)

    head.post(f"/kiosks/{Kiosk.objects.get().pk}/end/")

    assert press(client, letter="A").status_code == 403
    assert not Ticket.objects.exists()
    device(there)  # the digit is free again


def test_only_the_head_takes_a_kiosk_out_of_use(db):
    there = crowd.room().there
    client = device(there)
    officer, elsewhere = Client(), Client()
    w.sign_in(officer, there.cast.officer)
    w.sign_in(elsewhere, there.cast.officer_elsewhere)

    officer.post(f"/kiosks/{Kiosk.objects.get().pk}/end/")
    answer = elsewhere.post(f"/kiosks/{Kiosk.objects.get().pk}/end/")

    assert answer.status_code == 404
    assert press(client, letter="A").status_code == 200


def test_the_code_of_a_ticket_is_drawn_for_kiosks_alone(db):
    there = crowd.room().there
    client = device(there)
    address = press(client, letter="A").json()["ticket"]["code"]

    assert client.get(address).content.startswith(b"<?xml")
    assert Client().get(address).status_code == 404
    assert client.get("/kiosk/code/nobody/").status_code == 404


def test_a_press_asks_the_database_little(db, django_assert_max_num_queries):
    there = crowd.room().there
    client = device(there)
    press(client, letter="A")

    with django_assert_max_num_queries(6):  # two of them are savepoints of the test
        press(client, letter="A")


def test_what_a_device_tells_is_read_with_care(db):
    with clock.at(
        clock.now() - timedelta(days=1)
    ):  # what it tells lies in the past, at whatever hour this runs
        there = crowd.room(clock.now()).there
        client = device(there)
        asked = client.post("/kiosk/blocks/", "{}", content_type="application/json").json()
        mine = next(one for one in asked["blocks"] if one["letter"] == "A")
        row = {"key": str(uuid.uuid4()), "block": mine["id"], "number": 1, "at": there.at.isoformat()}
        rows = [{**row, "service": "a\x00b"}, {**row, "key": "none"}, {"number": [1]}, 7]

        told = client.post("/kiosk/reconcile/", {"tickets": rows}, content_type="application/json").json()

    assert (told["kept"], set(told["refused"])) == ([row["key"]], {"", "none"})
    assert Ticket.objects.get().service_code == ""


def test_a_device_whose_clock_is_wrong_gives_nobody_a_better_place(db):
    there = crowd.room(clock.now() - timedelta(hours=2)).there
    client = device(there)
    with clock.at(there.at):
        asked = client.post("/kiosk/blocks/", "{}", content_type="application/json").json()
    mine = next(one for one in asked["blocks"] if one["letter"] == "A")
    now = clock.now()
    device_now, taken = now - timedelta(hours=1), now - timedelta(hours=1, minutes=5)
    ticket = {"key": str(uuid.uuid4()), "block": mine["id"], "number": 1, "at": taken.isoformat()}

    told = {"now": device_now.isoformat(), "tickets": [ticket]}
    client.post("/kiosk/reconcile/", told, content_type="application/json")

    assert Ticket.objects.get().placed_at == now - timedelta(minutes=5)


def test_what_is_not_done_here_leads_to_the_nearest_place_with_its_queue(db):
    there = crowd.room().there
    without_births = Group("A", "Lain", "Other", (), "", 5)
    actions.set_up_group(OFFICE, without_births, by=SYSTEM, at=there.at)
    client = device(there)

    page = client.get("/kiosk/").content.decode()
    answer = press(client, elsewhere="akta-kelahiran")

    assert 'name="elsewhere" value="akta-kelahiran"' in page
    refused = answer.json()["refused"]
    assert answer.status_code == 409
    assert refused["places"][0]["name"]
    assert set(refused["places"][0]["queue"]) == {"id", "en"}
    assert not Ticket.objects.exists()


def test_the_buttons_say_how_many_wait_and_how_long(db):
    room = crowd.room()
    client = device(room.there)
    room.sit(0)
    for _ in range(3):
        crowd.issue(room.at, "A")

    queues = client.get("/kiosk/queues/").json()["queues"]

    assert (queues["A"]["waiting"], queues["B"]["waiting"]) == (3, 0)
    low, high = queues["A"]["minutes"]
    assert 0 <= low < high
