"""Somebody telephones or stands at the counter: an officer finds, moves, cancels and books their time."""

import uuid
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.queries import listed
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

from . import booking

PAGE = f"/staff/offices/{OFFICE}/appointments/"


def _typed(code):
    return f"{code[:3].lower()} {code[3:].lower()}"


def test_the_code_that_they_say_opens_it_and_the_look_is_recorded(there, made, enter):
    shown = enter("officer").post(f"{PAGE}code/", {"code": _typed(made.code)}, follow=True)

    page = shown.content.decode()
    assert f"{made.code[:3]} {made.code[3:]}" in page
    assert "Another time" in page
    assert journal.history(made.stream)[-1].name == "appointment.seen"


def test_moved_by_an_officer_it_keeps_its_code_and_the_journal_says_who(there, made, enter):
    later, key = booking.offers(there.at, 4)[0].starts_at, str(uuid.uuid4())
    sent = {"starts": later.isoformat(), "key": key}
    client = enter("officer")

    for _again in range(2):
        answer = client.post(f"{PAGE}{made.pk}/other-time/", sent, follow=True).content.decode()

    new = Appointment.objects.get(token=made.token)
    told = journal.history(made.stream)[-1]
    assert (new.starts_at, new.code, new.state) == (later, made.code, "confirmed")
    assert "Moved. The code is the same." in answer
    assert (told.name, told.actor_id) == ("appointment.moved", there.there.officer.id)


def test_what_was_moved_is_found_where_it_went(there, made, enter):
    new = actions.move(made.token, starts_at=booking.offers(there.at, 4)[0].starts_at, by=PUBLIC, at=there.at)

    assert enter("officer").get(f"{PAGE}{made.pk}/").url == f"{PAGE}{new.pk}/"


def test_who_still_sees_the_old_time_does_not_cancel_the_new_one(there, made):
    new = actions.move(made.token, starts_at=booking.offers(there.at, 4)[0].starts_at, by=PUBLIC, at=there.at)

    with pytest.raises(Refused, match="not possible"):
        actions.cancel(made.pk, by=there.there.officer, at=there.at)

    assert Appointment.objects.get(pk=new.pk).state == "confirmed"


def test_cancelled_twice_it_is_cancelled_once(there, made, enter):
    client = enter("officer")

    for _again in range(2):
        page = client.post(f"{PAGE}{made.pk}/cancellation/", follow=True).content.decode()

    assert "It was cancelled." in page
    assert [fact.name for fact in journal.history(made.stream)].count("appointment.cancelled") == 1


def test_booked_for_somebody_it_is_theirs_at_once_and_once(there, enter):
    starts, key = booking.offers(there.at, 2)[0].starts_at, str(uuid.uuid4())
    client, sent = enter("officer"), {"starts": starts.isoformat(), "key": key}
    choose = client.get(f"{PAGE}new/").content.decode()

    for _again in range(2):
        page = client.post(f"{PAGE}new/{booking.SERVICE}/", sent, follow=True).content.decode()

    found = Appointment.objects.get()
    assert f"{PAGE}new/{booking.SERVICE}/" in choose
    assert (found.state, found.starts_at) == ("confirmed", starts)
    assert found.code[:3] in page
    assert [fact.name for fact in journal.history(found.stream)][:2] == [
        "appointment.held",
        "appointment.confirmed",
    ]


def test_a_time_that_was_taken_meanwhile_is_refused_on_the_page_with_what_is_left(there, enter):
    offer = booking.offers(there.at, 2)[0]
    for _lane in range(offer.left):
        booking.booked(offer.starts_at, there.at)

    answer = enter("officer").post(
        f"{PAGE}new/{booking.SERVICE}/", {"starts": offer.starts_at.isoformat(), "key": str(uuid.uuid4())}
    )

    assert answer.status_code == 409
    assert "Choose a day" in answer.content.decode()


def test_who_is_here_on_a_day_on_which_we_are_shut_is_offered_another_time(there, enter):
    made = booking.soon(there.at)
    booking.shut(made, there.at)

    page = enter("officer").post(f"{PAGE}arrival/", {"code": made.code}, follow=True).content.decode()

    assert "The office is closed at this time" in page
    assert f"{PAGE}{made.pk}/other-time/" in page
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("part", "office"),
    [("officer_elsewhere", OFFICE), ("officer", OTHER_OFFICE), ("administrator", OFFICE), ("officer", "99.99")],
)
def test_what_is_not_their_office_does_not_exist(there, made, enter, part, office):
    client, page = enter(part), f"/staff/offices/{office}/appointments/"

    gets = [f"{made.pk}/", f"{made.pk}/other-time/", "new/", f"new/{booking.SERVICE}/"]
    posts = [f"{made.pk}/cancellation/", f"{made.pk}/other-time/", f"{made.pk}/arrival/", "code/", "arrival/"]

    assert {client.get(page + one).status_code for one in gets} == {404}
    assert {client.post(page + one, {"code": made.code}).status_code for one in posts} == {404}
    assert Appointment.objects.get(pk=made.pk).state == "confirmed"


def test_the_verbs_refuse_staff_of_another_office_too(there, made):
    elsewhere = there.there.cast.officer_elsewhere
    starts = booking.offers(there.at, 4)[0].starts_at

    for verb in (
        lambda: actions.cancel(made.token, by=elsewhere, at=there.at),
        lambda: actions.move(made.pk, starts_at=starts, by=elsewhere, at=there.at),
        lambda: actions.check_in(made.pk, by=elsewhere, at=there.at),
    ):
        with pytest.raises(NotThere):
            verb()
    with pytest.raises(Refused):
        actions.book(OFFICE, service=booking.SERVICE, starts_at=starts, by=elsewhere, at=there.at)


def test_the_list_of_a_day_comes_page_by_page(there, enter, monkeypatch):
    monkeypatch.setattr(listed, "ON_A_PAGE", 2)
    times = [booking.booked(one.starts_at, there.at) for one in booking.offers(there.at, 2)[:3]]
    client, day = enter("officer"), times[0].business_day.isoformat()

    first = client.get(PAGE, {"day": day}).content.decode()
    second = client.get(PAGE, {"day": day, "page": "2"}).content.decode()

    pages = [[one for one in times if f"{PAGE}{one.pk}/" in page] for page in (first, second)]
    assert pages == [times[:2], times[2:]]
    assert "page=2#listed" in first
    assert "page=3" not in second


@pytest.mark.parametrize("noise", [{"day": "x"}, {"day": "2026-02-31"}, {"page": "0"}, {"page": "²"}])
def test_a_day_or_page_that_is_none_is_today_and_the_first(there, enter, noise):
    page = enter("officer").get(PAGE, noise)

    assert page.status_code == 200
    assert "No appointment today" in page.content.decode()


@pytest.mark.parametrize("address", ["{one}/", "{one}/other-time/", "new/", f"new/{booking.SERVICE}/"])
def test_a_page_costs_the_same_however_much_is_booked(
    there, made, enter, django_assert_max_num_queries, address
):
    for offer in booking.offers(there.at, 2)[:10]:
        booking.booked(offer.starts_at, there.at)
    client, page = enter("officer"), PAGE + address.format(one=made.pk)
    client.get(page)

    with django_assert_max_num_queries(20):
        assert client.get(page).status_code == 200


def test_a_code_of_last_week_is_still_known_and_of_today_comes_first(there, made):
    last = Appointment.objects.get(pk=booking.booked(booking.offers(there.at, 1)[0].starts_at, there.at).pk)
    days = {last: -3, made: 4}
    for one, ahead in days.items():
        one.business_day, one.code = (there.at + timedelta(days=ahead)).date(), "KMT493"
        one.save()

    assert listed.find_at(OFFICE, "KMT493", there.at) == made
    made.delete()
    assert listed.find_at(OFFICE, "KMT493", there.at) == last
    assert listed.find_at(OFFICE, "KMT493", there.at + timedelta(days=6)) is None


def test_it_stands_in_the_bar_of_who_serves_there(there, enter):
    client = enter("officer")

    assert "/desk/appointments/" in client.get("/desk/").content.decode()
    assert client.get("/desk/appointments/").url == PAGE
    assert enter("administrator").get("/desk/appointments/").status_code == 404
