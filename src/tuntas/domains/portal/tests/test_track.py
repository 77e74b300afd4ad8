"""An application is seen by who proved it, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.rules import new_reference
from tuntas.platform import clock, journal

from .visiting import page_of, prove, sent, text

pytestmark = pytest.mark.django_db
WRONG = "Nomor dan PIN tidak cocok"


def test_shows_the_steps_the_office_and_the_clock(browser, other_browser, there):
    case, pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)

    page = text(other_browser.get(prove(other_browser, case, pin).url))

    assert "Permohonan diajukan" in page or "Permohonan dikirim" in page
    assert "Kelurahan" in page
    assert "Anda, Satuan Pelaksana" not in page  # who applies sits at home, not at the office
    assert "data-clock-figure" in page


def test_a_check_that_is_late_says_so(browser, there):
    case, _pin = sent(browser, there)
    on_time = text(browser.get(page_of(case)))

    with clock.at(there.at + timedelta(minutes=61)):
        late = text(browser.get(page_of(case)))

    assert 'data-state="on_time"' in on_time
    assert 'data-state="late"' in late
    assert "seharusnya sudah diperiksa sebelum" in late


def test_known_and_unknown_references_answer_alike(browser, other_browser, there):
    case, pin = sent(browser, there)
    wrong = "111111" if pin != "111111" else "222222"
    known = other_browser.post("/track/", {"reference": case.reference, "pin": wrong})
    unknown = other_browser.post("/track/", {"reference": (other := new_reference()), "pin": wrong})

    assert WRONG in text(known)
    assert _plain(known, case.reference) == _plain(unknown, other)


def test_five_wrong_pins_lock_it_and_the_right_one_says_the_same(browser, other_browser, there):
    case, pin = sent(browser, there)
    wrong = "111111" if pin != "111111" else "222222"

    for _try in range(5):
        prove(other_browser, case, wrong)

    assert WRONG in text(prove(other_browser, case, pin))


def test_a_mistyped_reference_is_said_without_a_try(browser, there):
    page = text(browser.post("/track/", {"reference": "ABC", "pin": "123456"}))

    assert "Nomor permohonan salah tulis" in page


def test_foreign_unknown_and_unproved_are_one_answer(browser, other_browser, there):
    case, _pin = sent(browser, there)

    foreign = other_browser.get(page_of(case))
    unknown = other_browser.get(nowhere := "/track/case/01890000-0000-7000-8000-000000000000/")

    assert foreign.status_code == unknown.status_code == 404
    assert text(foreign).replace(page_of(case), "") == text(unknown).replace(nowhere, "")


def test_says_who_has_looked_with_role_and_office_but_no_name(browser, there):
    case, _pin = sent(browser, there)
    journal.record_sighting(case.stream, by=there.officer, at=there.at, office=w.OFFICE)

    page = text(browser.get(page_of(case)))

    assert "Petugas loket" in page or "Petugas" in page
    assert "Petugas Peragaan Satu" not in page


def test_ones_own_look_is_no_sighting(browser, there):
    case, _pin = sent(browser, there)

    browser.get(page_of(case))

    assert "Belum ada" in text(browser.get(page_of(case)))


def test_a_refusal_is_shown_with_its_article(browser, there):
    case, _pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)
    cases.refuse(case.pk, article="Pasal contoh", reason="Alasan contoh.", by=there.officer, at=there.at)

    page = text(browser.get(page_of(case)))

    assert "Pasal contoh" in page
    assert "Alasan contoh." in page


def test_costs_a_bounded_number_of_queries(browser, there, django_assert_max_num_queries):
    case, _pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)

    with django_assert_max_num_queries(14):
        browser.get(page_of(case))


def test_an_opened_application_is_found_again_without_the_pin(browser, other_browser, there):
    case, _pin = sent(browser, there)

    assert page_of(case) in text(browser.get("/track/"))
    assert page_of(case) not in text(other_browser.get("/track/"))


def test_done_forgets_the_case_and_the_forms_still_open(browser, there):
    case, _pin = sent(browser, there)

    untrue = browser.get("/track/done/")
    left = browser.post("/track/done/")

    assert untrue.url == "/track/"  # something is still open: the page would lie
    assert "Tidak ada yang tertinggal" in text(browser.get(left.url))
    assert browser.get(page_of(case)).status_code == 404


def _plain(answer: object, reference: str) -> str:
    import re

    page = text(answer).replace(reference, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_new_pin_at_a_counter_ends_what_the_old_one_opened(browser, other_browser, there):
    case, _pin = sent(browser, there)
    neighbour, _its_pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)
    pin = cases.renew_pin(case.pk, proof="ktp_el", by=there.officer, at=there.at)

    assert browser.get(page_of(case)).status_code == 404
    assert browser.get(page_of(neighbour)).status_code == 200
    assert other_browser.get(prove(other_browser, case, pin).url).status_code == 200
