"""From the application's own page to a time at its office: chosen, shown, moved, and nobody else's to choose."""

from __future__ import annotations

import re
import uuid

import pytest
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.counters import actions as counters
from tuntas.domains.counters.models import Appointment, Ticket
from tuntas.domains.counters.tests import booking
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC, SYSTEM

from .visiting import page_of, prove, sent, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(there):
    """At noon, in an office with counters."""
    with clock.at(w.NOON):
        for number in (1, 2):
            counters.set_up_counter(w.OFFICE, number, letters=("A",), by=SYSTEM, at=w.NOON)
        yield w.World(there.cast, w.NOON)


@pytest.fixture
def case(browser, there):
    return sent(browser, there)[0]


def _come(case):
    return f"{page_of(case)}appointment/"


def _starts(browser, case):
    return re.findall(r'name="starts" id="starts-\d+" value="([^"]+)"', text(browser.get(_come(case))))


def _choose(browser, case, **fields):
    given = {"starts": _starts(browser, case)[0], "key": str(uuid.uuid4()), **fields}
    return browser.post(_come(case), given, follow=True)


def test_from_the_application_to_a_time_to_the_number(browser, case):
    offered = text(browser.get(page_of(case)))
    chosen = _choose(browser, case)
    address = chosen.redirect_chain[-1][0]
    held = text(browser.get(page_of(case)))
    browser.post(f"{address}confirmation/")
    made = Appointment.objects.get()
    confirmed = text(browser.get(page_of(case)))
    with clock.at(made.starts_at):
        browser.post(f"{address}arrival/")
        here = text(browser.get(page_of(case)))

    assert _come(case) in offered
    assert (made.case_id, made.office_code, made.service_code) == (case.pk, w.OFFICE, w.SERVICE)
    assert "belum dipastikan" in held
    assert made.code_in_two in confirmed
    assert address in held
    assert address in confirmed
    assert _come(case) not in held + confirmed + here
    assert f"/t/{Ticket.objects.get(case_id=case.pk).token}/" in here


def test_sent_twice_is_one_and_another_is_told_what_to_do(browser, case):
    fields = {"starts": _starts(browser, case)[0], "key": str(uuid.uuid4())}

    one, again = (browser.post(_come(case), fields, follow=True).redirect_chain for _sending in range(2))
    other = browser.post(_come(case), {**fields, "key": str(uuid.uuid4())}, follow=True)

    assert one == again == other.redirect_chain
    assert "Sudah ada janji temu untuk permohonan ini" in text(other)
    assert browser.get(_come(case)).url == one[0][0]
    assert Appointment.objects.count() == 1


def test_nobody_else_ties_an_appointment_to_it(browser, other_browser, case):
    starts = _starts(browser, case)[0]

    foreign = other_browser.post(_come(case), {"starts": starts, "key": str(uuid.uuid4())})

    assert foreign.status_code == other_browser.get(_come(case)).status_code == 404
    assert not Appointment.objects.exists()


def test_the_appointments_page_tells_nothing_of_the_application(browser, other_browser, case):
    address = _choose(browser, case).redirect_chain[-1][0]
    browser.post(f"{address}confirmation/")

    page = text(other_browser.get(address)) + text(other_browser.get(f"{address}janji-temu.ics"))

    assert "/track/" in page
    for secret in (str(case.pk), case.reference, "ANAK CONTOH", w.FAMILY.mother_nik):
        assert secret not in page


def test_cancelled_it_can_be_booked_anew_from_the_application(browser, case):
    address = _choose(browser, case).redirect_chain[-1][0]
    browser.post(f"{address}cancellation/")

    assert 'href="/track/"' in text(browser.get(address))
    assert _come(case) in text(browser.get(page_of(case)))
    assert _choose(browser, case).redirect_chain[-1][0] != address


def test_a_time_at_which_the_office_is_shut_now_says_so(browser, case):
    address = _choose(browser, case).redirect_chain[-1][0]
    browser.post(f"{address}confirmation/")
    before = text(browser.get(page_of(case)))

    booking.shut(Appointment.objects.get(), w.NOON)

    says = "Kantor tutup pada waktu ini"
    assert says not in before
    assert says in text(browser.get(page_of(case)))


def test_what_is_ready_is_collected_at_a_time_that_was_booked(browser, there):
    ready = w.ready(there)
    prove(browser, ready, cases.renew_pin(ready.pk, proof="ktp_el", by=there.officer, at=there.at))

    offered = text(browser.get(page_of(ready)))

    assert "Pesan waktu untuk mengambilnya" in offered
    assert _choose(browser, ready).status_code == 200
    assert Appointment.objects.get().case_id == ready.pk


def test_no_time_was_chosen_or_none_is_left(browser, case):
    unchosen = _choose(browser, case, starts="")
    counters.set_up_counter(w.OFFICE, 1, letters=("B",), by=SYSTEM, at=w.NOON)
    counters.set_up_counter(w.OFFICE, 2, letters=("B",), by=SYSTEM, at=w.NOON)
    empty = text(browser.get(_come(case)))

    assert unchosen.status_code == 409
    assert "Pilih waktu" in text(unchosen)
    assert "selama kantor buka" in empty


def test_over_nobody_has_to_come_any_more(browser, there, case):
    cases.withdraw(case.pk, by=w.resident(case), at=there.at)

    answer = browser.get(_come(case), follow=True)

    assert answer.redirect_chain[-1][0] == page_of(case)
    assert "tidak perlu" in text(answer)
    assert _come(case) not in text(browser.get(page_of(case)))


def test_costs_a_bounded_number_of_queries(browser, case, django_assert_max_num_queries):
    address = _choose(browser, case).redirect_chain[-1][0]
    counters.confirm(address.split("/")[2], by=PUBLIC, at=w.NOON)

    with django_assert_max_num_queries(16):
        browser.get(page_of(case))
    Appointment.objects.all().delete()
    with django_assert_max_num_queries(14):
        browser.get(_come(case))
