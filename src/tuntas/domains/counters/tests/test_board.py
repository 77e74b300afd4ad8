"""What hangs in the waiting room, without a script and without a network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Day
from tuntas.domains.counters.queries import board
from tuntas.domains.counters.queries.board import board_of
from tuntas.domains.counters.queries.phone import find_by_token, phone_page
from tuntas.domains.counters.rules.board import Phase, phase
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import clock

from . import crowd

ADDRESS = f"/board/{OFFICE}/"


@pytest.fixture
def room(db):
    with clock.at(clock.now()):
        yield crowd.room()


def _page(client) -> str:
    return client.get(ADDRESS).content.decode()


def test_shows_the_latest_call_with_its_counter_and_those_before(room, client):
    first, second = room.sit(0), room.sit(1)
    for _ in range(2):
        crowd.issue(room.at)
    actions.call_next(first.pk, by=room.officer(0), at=room.at)
    actions.call_next(second.pk, by=room.officer(1), at=room.at)

    shown = board_of(OFFICE, clock.now())

    assert (shown.latest.printed, shown.latest.counter) == ("A 002", 2)
    assert [(one.printed, one.counter) for one in shown.earlier] == [("A 001", 1)]
    assert [(one.number, one.ticket, one.is_called) for one in shown.counters] == [
        (1, "A 001", True),
        (2, "A 002", True),
    ]
    assert "A 002" in _page(client)


def test_a_call_that_is_made_again_is_shown_as_such(room, client):
    session = room.sit(0)
    crowd.issue(room.at)
    actions.call_next(session.pk, by=room.officer(0), at=room.at)
    assert not board_of(OFFICE, clock.now()).latest.is_again

    actions.recall(session.pk, by=room.officer(0), at=room.at)

    assert board_of(OFFICE, clock.now()).latest.is_again


def test_who_is_next_is_who_will_be_called(room):
    session = room.sit(0)
    for has_priority in (False, False, True):
        crowd.issue(room.at, has_priority=has_priority)
    expected = []

    for _ in range(3):
        expected.append(
            next(one.next for one in board_of(OFFICE, clock.now()).groups if one.group.letter == "A")
        )
        called = actions.call_next(session.pk, by=room.officer(0), at=room.at)
        actions.begin(session.pk, by=room.officer(0), at=room.at)
        assert expected[-1] == f"{called.series}{called.block} {called.number:03d}"

    assert expected == ["A 003", "A 001", "A 002"]


def test_a_letter_says_how_many_wait_and_whether_a_counter_calls_it(room, client):
    crowd.issue(room.at, "B")
    crowd.issue(room.at, "B")

    before, page = _group("B", room.at), _page(client)
    room.sit(0)

    assert (before.waiting, before.interval, before.has_counter) == (2, None, False)
    assert "Belum ada loket yang buka untuk ini" in page
    assert _group("B", room.at).has_counter
    assert _group("C", room.at).waiting == 0


def test_whoever_takes_a_ticket_now_reads_what_their_phone_will_say(room, client):
    room.sit(0)
    for _ in range(4):
        crowd.issue(room.at, "B")

    promised, page = _group("B", room.at).interval, _page(client)
    taken = crowd.issue(room.at, "B")

    assert phone_page(find_by_token(taken.token), room.at).interval == promised
    interval = f"{promised.low}\u2060–\u2060{promised.high}"
    assert f"Ambil nomor sekarang: {interval} menit" in page
    assert f"Take a number now: {interval} min" in page


def test_after_the_last_number_was_given_nobody_is_told_to_take_one(room):
    room.sit(0)
    Day.objects.update(closes_at=room.at)

    assert _group("A", room.at).interval is None


def test_a_break_says_when_the_counter_calls_again(room, client):
    session = room.sit(0)
    back = room.at + timedelta(minutes=15)

    actions.begin_break(session.pk, back_at=back, by=room.officer(0), at=room.at)

    assert board_of(OFFICE, clock.now()).counters[0].back_at == back
    assert "Kembali pukul" in _page(client)
    assert "Back at" in _page(client)


def test_before_the_first_call_it_says_what_will_appear(room, client):
    page = _page(client)

    assert "Belum ada yang dipanggil." in page
    assert "Nobody has been called yet." in page
    assert "Belum ada loket yang buka." in page


def test_after_closing_it_says_when_the_office_opens_again(room, client):
    room.sit(0)
    Day.objects.update(opens_at=room.at - timedelta(hours=2), closes_at=room.at - timedelta(hours=1))
    assert board_of(OFFICE, clock.now()).phase is Phase.OPEN
    actions.close_counter(crowd.CounterSession.objects.get().pk, by=room.officer(0), at=room.at)

    assert board_of(OFFICE, clock.now()).phase is Phase.OVER
    assert "Kantor sudah tutup hari ini." in _page(client)


def test_a_day_goes_from_early_to_over(room):
    opens, closes = room.at, room.at + timedelta(hours=7)

    assert phase(opens, closes, opens - timedelta(seconds=1), is_busy=False) is Phase.EARLY
    assert phase(opens, closes, opens, is_busy=False) is Phase.OPEN
    assert phase(opens, closes, closes, is_busy=False) is Phase.OVER
    assert phase(None, None, opens, is_busy=False) is Phase.SHUT
    assert phase(None, None, opens, is_busy=True) is Phase.OPEN


def test_renews_itself_without_a_script(room, client):
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in _page(client)


def test_stays_in_both_languages_whatever_the_browser_was_set_to(room, client):
    client.cookies["tuntas_language"] = "en"

    page = _page(client)

    assert '<html lang="id" class="board">' in page
    assert '<span lang="en">Open counters</span>' in page


def test_costs_the_same_however_many_wait_and_little_while_much_happens(own_db, client, monkeypatch):
    """Without the waits it was six queries at each look; two and at most every ten seconds six more are fewer."""
    monkeypatch.setattr(board, "SAME_FOR", timedelta(hours=1))  # however slow the machine is
    with clock.at(clock.now()):
        room = crowd.room()
        room.sit(0)
        for letter in "ABC" * 4:
            crowd.issue(room.at, letter)

        with CaptureQueriesContext(connection) as first:
            _page(client)
        with CaptureQueriesContext(connection) as again:
            _page(client)
        crowd.issue(room.at, "A")
        with CaptureQueriesContext(connection) as busy:
            page = _page(client)

    assert len(first) <= 8
    assert len(again) == len(busy) == 2
    assert "<strong>5</strong>" in page


@pytest.mark.parametrize("office", ["TIDAK-ADA", "%00", "x" * 400, "²"])
def test_an_office_that_is_not_there_has_no_board(db, client, office):
    assert client.get(f"/board/{office}/").status_code == 404


def _group(letter: str, at):
    return next(one for one in board_of(OFFICE, at).groups if one.group.letter == letter)
