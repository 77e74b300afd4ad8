"""On the phone: the number, people ahead, an interval, where to go; give up and take back; one message."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import NearlyTime, Ticket
from tuntas.domains.counters.rules import State
from tuntas.platform import clock

from . import crowd


@pytest.fixture
def room(db):
    found = crowd.room(counters=2)
    with clock.at(found.at):
        yield found


@pytest.fixture
def client(settings) -> Client:
    """Somebody who chose English."""
    found = Client()
    found.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return found


def _page(client: Client, token: str, what: str = "") -> str:
    return client.get(f"/t/{token}/{what}").content.decode()


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_says_who_is_ahead_and_for_how_long(room, client):
    room.sit(0)
    tickets = [crowd.issue(room.at) for _ in range(5)]

    text = _text(_page(client, tickets[-1].token))

    assert "A 005" in text
    assert "4 people before you" in text
    low, high = map(int, re.search(r"between (\d+) and (\d+) minutes", text).groups())
    assert 5 < low < 40 < high < 120
    assert "8 of 10" in text


def test_says_that_no_counter_is_open(room, client):
    issued = crowd.issue(room.at)

    assert "No counter for your number is open now" in _page(client, issued.token)


def test_says_which_counter_calls(room, client):
    session = room.sit(1)
    issued = crowd.issue(room.at)
    actions.call_next(session.pk, by=room.officer(1), at=room.at)

    text = _text(_page(client, issued.token))
    told = client.get(f"/t/{issued.token}/now/").json()

    assert "It is your turn. Go to Counter 2" in text
    assert (told["state"], told["calls"]) == ("called", 1)
    assert told["notice"]


def test_a_place_is_given_up_and_taken_back(room, client):
    issued, after = crowd.issue(room.at), crowd.issue(room.at)

    left = client.post(f"/t/{issued.token}/leaving/", follow=True)
    ahead = _text(_page(client, after.token))
    back = client.post(f"/t/{issued.token}/return/", follow=True)

    assert "You gave your place up" in left.content.decode()
    assert "You are next" in ahead
    assert "You are next" in back.content.decode()
    assert Ticket.objects.get(pk=issued.id).state == State.WAITING


def test_who_was_set_aside_takes_the_place_back_too_as_the_page_says(room, client):
    session, by = room.sit(0), room.officer(0)
    issued = crowd.issue(room.at)
    crowd.issue(room.at)
    actions.call_next(session.pk, by=by, at=room.at)
    actions.park(session.pk, by=by, at=room.at)
    promised = "you can take it back" in _text(_page(client, issued.token))

    left = client.post(f"/t/{issued.token}/leaving/", follow=True).content.decode()
    back = client.post(f"/t/{issued.token}/return/", follow=True).content.decode()

    assert promised
    assert f'action="/t/{issued.token}/return/"' in left
    assert "You are next" in back
    assert actions.call_next(session.pk, by=by, at=room.at).pk == issued.id


def test_is_not_taken_back_once_the_office_is_closed(room, client):
    issued = crowd.issue(room.at)
    actions.give_up(issued.id, by=crowd.PUBLIC, at=room.at)
    day = actions.day_for(issued.office_code, room.at)

    with clock.at(day.closes_at + timedelta(seconds=1)):
        answer = client.post(f"/t/{issued.token}/return/", follow=True)

    assert "The office is closed now" in answer.content.decode()
    assert Ticket.objects.get(pk=issued.id).state == State.LEFT


def test_whoever_is_called_cannot_give_up(room, client):
    session = room.sit(0)
    issued = crowd.issue(room.at)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    client.post(f"/t/{issued.token}/leaving/")

    assert Ticket.objects.get(pk=issued.id).state == State.CALLED


def test_an_address_is_kept_encrypted_and_deleted_when_asked(room, client):
    issued = crowd.issue(room.at)

    asked = client.post(f"/t/{issued.token}/word/", {"address": "siti@example.org"}, follow=True)

    assert "We write to you once" in asked.content.decode()
    assert NearlyTime.objects.get().email == "siti@example.org"
    client.post(f"/t/{issued.token}/word/removal/")
    assert not NearlyTime.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "a@b", f"{'a' * 300}@example.org"])
def test_what_is_no_address_is_explained(room, client, address):
    issued = crowd.issue(room.at)

    answer = client.post(f"/t/{issued.token}/word/", {"address": address})

    assert answer.status_code == 400
    assert "Write an e-mail address such as" in answer.content.decode()
    assert not NearlyTime.objects.exists()


def test_a_ticket_of_yesterday_is_over(room, client):
    issued = crowd.issue(room.at)

    with clock.at(room.at + timedelta(days=1)):
        assert "another day" in _page(client, issued.token)


@pytest.mark.parametrize("token", ["a" * 26, "x", "%00" * 26, "1" * 26])
def test_a_guessed_address_is_nobodys(db, client, token):
    for what in ("", "now/"):
        assert client.get(f"/t/{token}/{what}").status_code == 404
    for what in ("leaving/", "return/", "word/", "word/removal/"):
        assert client.post(f"/t/{token}/{what}").status_code == 404
