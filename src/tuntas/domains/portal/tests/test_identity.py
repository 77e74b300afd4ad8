"""Documents before the hand-over: only for who proved, in this browser, that they are the applicant …"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.tests.test_prove_contact import ADDRESS, code_to, proved
from tuntas.platform import clock

from .visiting import page_of, prove, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(there: Any, browser: Client) -> Case:
    """Ready to collect, not collected; this browser knows reference and PIN."""
    ready = w.ready(there)
    pin = cases.renew_pin(ready.pk, proof="ktp_el", by=there.officer, at=there.at)
    prove(browser, ready, pin)
    return ready


def download(browser: Client, case: Case) -> int:
    signed = next(one for one in w.documents_of(case) if not one.is_card)
    return browser.get(f"{page_of(case)}documents/{signed.token}/").status_code


def type_the_code(browser: Client, case: Case) -> None:
    browser.post(f"{page_of(case)}identity/")
    browser.post(f"{page_of(case)}identity/code/", {"code": code_to(ADDRESS)})


def test_reference_and_pin_alone_open_nothing(browser: Client, there: Any, case: Case) -> None:
    proved(there, case)

    assert download(browser, case) == 404
    page = text(browser.get(page_of(case)))
    assert "Kirim kode ke" in page
    assert ADDRESS not in page


def test_a_fresh_code_opens_them_in_this_browser_alone(
    browser: Client, other_browser: Client, there: Any, case: Case
) -> None:
    proved(there, case)
    pin = cases.renew_pin(case.pk, proof="ktp_el", by=there.officer, at=there.at)
    for one in (browser, other_browser):
        prove(one, case, pin)

    type_the_code(browser, case)

    assert download(browser, case) == 200
    assert download(other_browser, case) == 404


def test_after_half_an_hour_they_are_closed_again(browser: Client, there: Any, case: Case) -> None:
    proved(there, case)
    type_the_code(browser, case)

    with clock.at(clock.now() + timedelta(minutes=31)):
        assert download(browser, case) == 404


def test_removing_the_address_closes_them_at_once(browser: Client, there: Any, case: Case) -> None:
    proved(there, case)
    type_the_code(browser, case)

    browser.post(f"{page_of(case)}email/removal/")

    assert download(browser, case) == 404


def test_a_wrong_code_says_so(browser: Client, there: Any, case: Case) -> None:
    proved(there, case)
    browser.post(f"{page_of(case)}identity/")

    page = text(browser.post(f"{page_of(case)}identity/code/", {"code": "1"}))

    assert "Ini bukan kodenya" in page or 'id="code-error"' in page
    assert download(browser, case) == 404


def test_without_a_proved_address_there_is_no_such_page(browser: Client, case: Case) -> None:
    assert browser.get(f"{page_of(case)}identity/code/").status_code == 404
    assert "Kirim kode ke" not in text(browser.get(page_of(case)))


def test_the_desk_proves_an_address_through_its_pages(client: Client, there: Any, case: Case) -> None:

    w.sign_in(client, there.officer)
    page = f"/desk/cases/{case.pk}/"

    unsaid = text(client.post(f"{page}contact/", {"address": ADDRESS}, follow=True))
    client.post(f"{page}contact/", {"address": ADDRESS, "proof": "passport"}, follow=True)
    shown = text(client.post(f"{page}contact/code/", {"code": code_to(ADDRESS)}, follow=True))

    assert "bukti identitas" in unsaid
    assert "Alamat ini terbukti." in shown
    assert ADDRESS not in shown
