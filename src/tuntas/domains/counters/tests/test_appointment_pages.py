"""From the service to the number, without JavaScript and without a name."""

import re
import uuid

import pytest
from django.conf import settings

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.rules.booking import Booking
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

from . import booking

FAR_OFFICE = "31.74.09.1001"
TIMES = f"/appointments/{booking.SERVICE}/{OFFICE}/"


@pytest.fixture(autouse=True)
def _reads_english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def _post(client, address, **fields):
    return client.post(address, fields, follow=True)


def _get(client, address):
    return client.get(address).content.decode()


def test_from_service_to_office_to_time_to_code_to_number(client, there):
    assert f"/appointments/{booking.SERVICE}/" in _get(client, "/appointments/")
    assert TIMES in _get(client, f"/appointments/{booking.SERVICE}/")
    starts = re.search(r'name="starts" id="starts-1" value="([^"]+)"', _get(client, TIMES))[1]

    held = _post(client, TIMES, starts=starts, key=uuid.uuid4())
    address = held.redirect_chain[-1][0]
    confirmed = _post(client, f"{address}confirmation/").content.decode()
    made = Appointment.objects.get()
    with clock.at(made.starts_at):
        issued = _post(client, f"{address}arrival/")

    assert "This time is held for you until" in held.content.decode()
    assert f"{made.code[:3]} {made.code[3:]}" in confirmed
    assert Ticket.objects.get().token in issued.redirect_chain[-1][0]


def test_a_form_sent_twice_holds_one_time(client, there):
    fields = {"starts": booking.offers(there.at)[0].starts_at.isoformat(), "key": str(uuid.uuid4())}

    one, again = (_post(client, TIMES, **fields).redirect_chain for _sending in range(2))

    assert one == again
    assert Appointment.objects.count() == 1


def test_who_comes_too_late_sees_what_is_left(client, there):
    first = booking.offers(there.at)[0]
    for _place in range(first.left):
        booking.hold(first.starts_at, there.at)

    answer = _post(client, TIMES, starts=first.starts_at.isoformat(), key=uuid.uuid4())

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "This time has just been taken" in shown
    assert 'name="starts"' in shown


@pytest.mark.parametrize("starts", ["", "²", "2026-99-99T00:00:00+00:00", "2026-11-24T03:00:00"])
def test_what_is_no_time_is_asked_for_again(client, there, starts):
    answer = _post(client, TIMES, starts=starts, key=uuid.uuid4())

    assert answer.status_code == 409
    assert "Choose a time first." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/appointments/paspor/",
        f"/appointments/{booking.SERVICE}/99.99/",
        f"/appointment/{'a' * 32}/",
        f"/appointment/{'a' * 32}/other-time/",
        f"/appointment/{'a' * 32}/janji-temu.ics",
        "/appointment/a%00b/",
    ],
)
def test_what_there_is_not_is_not_found(client, there, address):
    assert client.get(address).status_code == 404


def test_it_is_moved_and_cancelled_on_its_page(client, there):
    first, second = booking.offers(there.at)[:2]
    made = booking.booked(first.starts_at, there.at)
    address = f"/appointment/{made.token}/"

    moved = _post(client, f"{address}other-time/", starts=second.starts_at.isoformat(), key=uuid.uuid4())
    cancelled = _post(client, f"{address}cancellation/")

    assert "Your appointment was moved. The code is the same." in moved.content.decode()
    assert "Appointment cancelled" in cancelled.content.decode()
    assert Appointment.objects.get(token=made.token).state == Booking.CANCELLED


def test_the_code_is_enough_at_a_kiosk_however_it_is_typed(client, there):
    made = booking.soon(there.at)

    typed = f"{made.code[:3].lower()}-{made.code[3:]}"
    answer = _post(client, "/appointments/arrival/", code=typed, office=OFFICE, priority="yes")

    ticket = Ticket.objects.get()
    assert f"/t/{ticket.token}/" == answer.redirect_chain[-1][0]
    assert ticket.rank == 1


@pytest.mark.parametrize(
    ("code", "office"), [("", ""), ("ZZZ ZZZ", OFFICE), ("'\x00", "\x00"), ("A" * 999, "1")]
)
def test_an_unknown_code_says_what_to_do(client, there, code, office):
    booking.soon(there.at)

    answer = _post(client, "/appointments/arrival/", code=code, office=office)

    assert answer.status_code == 400
    assert "No appointment today has this code" in answer.content.decode()


def test_the_page_says_when_the_office_is_shut_at_that_time(client, there):
    from tuntas.domains.offices.models import OpeningHours

    made = booking.booked(booking.offers(there.at)[0].starts_at, there.at)
    OpeningHours.objects.all().delete()

    assert "The office is closed at this time" in _get(client, f"/appointment/{made.token}/")


@pytest.mark.parametrize("address", ["/appointments/", f"/appointments/{booking.SERVICE}/", TIMES])
def test_a_page_costs_the_same_however_much_is_booked(client, there, address, django_assert_max_num_queries):
    for offer in booking.offers(there.at)[:8]:
        booking.hold(offer.starts_at, there.at)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_nearest_office_with_a_time_left_comes_first(client, there):
    for office in (OTHER_OFFICE, FAR_OFFICE):
        actions.set_up_counter(office, 1, letters="A", by=SYSTEM, at=there.at)

    shown = _get(client, f"/appointments/{booking.SERVICE}/?place={OTHER_OFFICE}")

    assert re.findall(r'href="/appointments/[^/]+/([\d.]+)/"', shown) == [OTHER_OFFICE, OFFICE, FAR_OFFICE]


def test_an_unknown_place_says_so_beside_the_field(client, there):
    assert "No kelurahan has this name." in _get(client, f"/appointments/{booking.SERVICE}/?place=Nowhere")
