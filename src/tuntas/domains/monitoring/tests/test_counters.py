"""A head sees the counters, the queue and what was out of the ordinary; the page says what happened and no more."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call, CounterSession, Ticket
from tuntas.domains.counters.rules import WrongPlace
from tuntas.domains.counters.tests import crowd
from tuntas.platform import clock

PAGE = f"/monitor/{w.OFFICE}/counters/"


@pytest.fixture
def room(db):
    crowd.forenoon()
    return crowd.room()


@pytest.fixture
def head(client, room):
    client.cookies["tuntas_language"] = "en"
    return w.sign_in(client, "kasatpel")


def _work(room):
    """One out of order, one misdirected, one who waits for twenty minutes."""
    session, by = room.sit(0), room.officer(0)
    crowd.issue(room.at)
    second = crowd.issue(room.at)
    actions.call_ticket(session.pk, second.id, reason="unwell", by=by, at=room.at)
    actions.begin(session.pk, by=by, at=room.at)
    actions.send_on(session.pk, "B", cause=WrongPlace.SIGN, by=by, at=room.at)
    return session


def _read(client):
    return client.get(PAGE).content.decode()


def test_the_page_says_who_sits_where_and_how_long_people_wait(head, room):
    _work(room)

    with clock.at(room.at + timedelta(minutes=20)):
        page = _read(head)

    assert "Petugas Peragaan Satu" in page
    assert '<strong class="badge bad">20</strong>' in page


def test_who_was_called_and_waits_again_is_counted_and_makes_no_wait_longer(head, room):
    """The one who was sent on to letter B was called at once; that they were served for long is no wait."""
    _work(room)

    with clock.at(room.at + timedelta(minutes=20)):
        rows = {row.letter: row for row in head.get(PAGE).context["shown"].queue}

    assert (rows["B"].waiting, rows["B"].minutes) == (1, 0)
    assert (rows["A"].waiting, rows["A"].minutes) == (1, 20)


def test_a_call_out_of_order_stands_there_with_its_reason_and_accuses_nobody(head, room):
    _work(room)

    page = _read(head)

    assert "Is unwell" in page
    assert "1 of 1 calls of this office, 100.0 %" in page
    assert not [word for word in ("broker", "suspic", "fraud", "calo") if word in page.lower()]


def test_the_share_of_an_officer_stands_beside_the_offices(head, room):
    session = _work(room)
    ticket = Ticket.objects.first()
    for number in range(2, 10):
        Call.objects.create(
            office_code=w.OFFICE,
            business_day=session.business_day - timedelta(days=number),
            sequence=number,
            ticket=ticket,
            counter_number=1,
            by=room.officer(1).id,
            at=room.at,
        )

    shown = head.get(PAGE).context["shown"]

    assert [(row.share.officer, row.share.per_cent) for row in shown.shares] == [
        ("Petugas Peragaan Satu", 100.0)
    ]
    assert round(shown.trend.office.per_cent, 1) == 11.1


def test_what_sent_people_to_the_wrong_counter_is_counted_by_cause_hour_and_letter(head, room):
    _work(room)

    shown = head.get(PAGE).context["shown"].wrong

    assert (shown.total, shown.by_cause, shown.by_letter) == (1, [("sign", 1)], [("A", "B", 1)])
    assert len(shown.by_hour) == 1


def test_a_head_closes_a_counter_that_was_left_open(head, room):
    session = _work(room)

    answer = head.post(f"{PAGE}{session.pk}/closing/", follow=True)

    assert "The counter is closed" in answer.content.decode()
    assert CounterSession.objects.get().closed_at is not None


def test_for_others_the_page_does_not_exist(client, room):
    session = _work(room)
    for who in ("petugas1", "pejabat", "petugas3", "admin"):
        w.sign_in(client, who)

        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}{session.pk}/closing/").status_code == 404
    assert CounterSession.objects.get().closed_at is None


def test_an_empty_office_says_what_will_stand_there(head, room, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        page = _read(head)

    assert "None today." in page
    assert "Everybody was accepted" in page
    assert "Nobody stood at a wrong counter" in page
