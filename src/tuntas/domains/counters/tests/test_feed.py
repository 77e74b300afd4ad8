"""What screens are told: the offices that changed since, and the calls that one of them missed."""

from datetime import UTC, datetime, timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.queries import feed
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd

SECRET = "only between the two"


def _ask(client, since=0, secret=SECRET):
    return client.get(f"/inside/changes/?since={since}", headers={"x-tuntas-inside": secret})


def test_the_live_process_hears_of_an_office_with_its_latest_calls(db, client, settings):
    settings.INSIDE_SECRET = SECRET
    room = crowd.room()
    crowd.issue(room.at)
    crowd.issue(room.at)
    session = room.sit(0)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)

    answer = _ask(client).json()

    ((topic, version, state),) = answer["topics"]
    assert topic == f"office/{OFFICE}/"
    assert (state["waiting"], state["at_counters"], state["counters_open"]) == (1, 1, 1)
    assert state["calls"] == [[1, "A 001", 1, False, ["a", "satu"]]]
    actions.recall(session.pk, by=room.officer(0), at=room.at)
    assert _ask(client, answer["now"]).json()["topics"][0][1] != version


def test_what_changed_long_ago_is_not_told_again(db, client, settings):
    settings.INSIDE_SECRET = SECRET
    room = crowd.room()
    crowd.issue(room.at)

    later = int((datetime.now(UTC) + timedelta(minutes=1)).timestamp() * 1000)

    assert _ask(client, later).json()["topics"] == []


def test_where_nobody_came_yet_today_yesterday_does_not_stay_on_the_board(db, client, settings):
    settings.INSIDE_SECRET = SECRET
    room = crowd.room()
    yesterday = room.at - timedelta(days=1)
    crowd.issue(yesterday)

    first = _ask(client).json()

    ((topic, _version, state),) = first["topics"]
    assert (topic, state["day"], state["waiting"], state["calls"]) == (f"office/{OFFICE}/", first["day"], 0, [])
    assert _ask(client, first["now"]).json()["topics"] == []


def test_nobody_else_is_told(db, client, settings):
    settings.INSIDE_SECRET = SECRET
    assert _ask(client, secret="guessed").status_code == 404
    settings.INSIDE_SECRET = ""
    assert _ask(client, secret="").status_code == 404


def test_a_board_that_was_away_gets_every_call_it_missed_once_and_in_order(db, client):
    room = crowd.room()
    session = room.sit(0)
    for _ in range(feed.LATEST + 3):
        crowd.issue(room.at)
        actions.call_next(session.pk, by=room.officer(0), at=room.at)
        actions.begin(session.pk, by=room.officer(0), at=room.at)

    missed = client.get(f"/board/{OFFICE}/calls/?after=2").json()["calls"]

    assert [call[0] for call in missed] == list(range(3, feed.LATEST + 4))
    assert client.get(f"/board/{OFFICE}/calls/?after={feed.LATEST + 3}").json()["calls"] == []


@pytest.mark.parametrize("number", ["²", "9" * 400, "9" * 15, "-1", "x", "٣"])
def test_what_is_no_number_asks_from_the_beginning(db, client, settings, number):
    crowd.room()
    settings.INSIDE_SECRET = SECRET

    assert client.get(f"/board/{OFFICE}/calls/", {"after": number}).status_code == 200
    assert _ask(client, number).status_code == 200


def test_signs_that_no_database_takes_are_nobody(db, client, settings):
    settings.INSIDE_SECRET = SECRET

    assert client.get("/board/%00/calls/").status_code == 404
    assert _ask(client, secret="gu\u00e9ssed").status_code == 404


def test_a_board_that_asks_without_end_waits(db, client):
    answers = [client.get(f"/board/{OFFICE}/calls/").status_code for _ in range(62)]

    assert answers[-1] == 429
