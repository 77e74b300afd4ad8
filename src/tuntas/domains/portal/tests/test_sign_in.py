"""Signing in at a provider opens the documents of who applied, in this browser, and of nobody else …"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from structlog.testing import capture_logs
from tests import world as w

from tuntas.adapters.oidc import FakeSignIn
from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from .test_identity import case, download
from .visiting import page_of, text

__all__ = ["case"]
pytestmark = pytest.mark.django_db
BACK = "/sign-in/return/"


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> FakeSignIn:
    """The applicant of the example is the mother; she signs in unless a test says otherwise."""
    settings.TUNTAS_OIDC_ISSUER, settings.TUNTAS_OIDC_NAME = "https://provider.invalid", "IKD"
    fake = FakeSignIn(w.FAMILY.mother_nik)
    monkeypatch.setattr("tuntas.domains.portal.sign_in.provider", lambda: fake)
    return fake


def leave(browser: Client, case: Case) -> str:
    """Press the button; the provider's address."""
    page = text(browser.post(f"{page_of(case)}sign-in/"))
    found = re.search(r'class="button" href="(https?://[^"]+)" rel="noreferrer"', page)
    assert found
    return unescape(found[1])


def back(browser: Client, provider: FakeSignIn, address: str, **changes: str) -> str:
    """Sign in there and come back; what the page says then."""
    state = parse_qs(urlsplit(address).query)["state"][0]
    return text(browser.get(BACK, {"code": provider.walk(address), "state": state, **changes}, follow=True))


def test_of_the_applicant_opens_them_in_this_browser(browser: Client, case: Case, provider: FakeSignIn) -> None:
    assert download(browser, case) == 404

    page = back(browser, provider, leave(browser, case))

    assert "Dokumen Anda terbuka di sini" in page
    assert download(browser, case) == 200
    fact = next(row for row in journal.history(case.stream) if row.name == "case.identity_proved")
    assert fact.content == {"means": "sign_in"}


def test_of_another_person_opens_nothing(browser: Client, case: Case, provider: FakeSignIn) -> None:
    provider.who = w.FAMILY.father_nik

    page = back(browser, provider, leave(browser, case))

    assert "bukan pemohon" in page
    assert download(browser, case) == 404


def test_that_comes_back_twice_opens_once(browser: Client, case: Case, provider: FakeSignIn) -> None:
    address = leave(browser, case)
    back(browser, provider, address)

    assert "sudah berakhir" in back(browser, provider, address)


@pytest.mark.parametrize("state", ["", "another"])
def test_with_a_state_that_is_not_ours_opens_nothing(
    browser: Client, case: Case, provider: FakeSignIn, state: str
) -> None:
    page = back(browser, provider, leave(browser, case), state=state)

    assert "sudah berakhir" in page
    assert download(browser, case) == 404


def test_that_another_browser_began_opens_nothing(
    browser: Client, other_browser: Client, case: Case, provider: FakeSignIn
) -> None:
    page = back(other_browser, provider, leave(browser, case))

    assert "sudah berakhir" in page
    assert download(other_browser, case) == 404


def test_that_was_broken_off_opens_nothing(browser: Client, case: Case, provider: FakeSignIn) -> None:
    page = back(browser, provider, leave(browser, case), code="")

    assert "tidak selesai" in page
    assert download(browser, case) == 404


def test_that_is_not_believed_is_noted_by_its_kind_alone(
    browser: Client, case: Case, provider: FakeSignIn
) -> None:
    provider.who = ""

    with capture_logs() as lines:
        page = back(browser, provider, leave(browser, case))

    assert "tidak selesai" in page
    [noted] = [one for one in lines if one["event"] == "sign-in not believed"]
    assert noted == {
        "event": "sign-in not believed",
        "why": "the provider did not say who it is",
        "log_level": "warning",
    }


def test_at_a_provider_that_is_down_is_said_calmly(browser: Client, case: Case, provider: FakeSignIn) -> None:
    provider.is_down = True

    page = text(browser.post(f"{page_of(case)}sign-in/", follow=True))

    assert "IKD sedang tidak menjawab" in page


def test_does_not_exist_without_a_provider(browser: Client, case: Case) -> None:
    assert "sign-in" not in text(browser.get(page_of(case)))
    assert browser.post(f"{page_of(case)}sign-in/").status_code == 404


def test_leaves_no_number_in_the_session(browser: Client, case: Case, provider: FakeSignIn) -> None:
    back(browser, provider, leave(browser, case))

    assert w.FAMILY.mother_nik not in str(dict(browser.session))


def test_is_of_no_use_to_an_applicant_who_has_no_number(there: Any) -> None:
    foreign = {"name": "MOTHER FROM ABROAD", "nationality": "wna", "travel_document": "X1234567"}
    case = w.submitted(there.at, mother={**foreign, "birth_place": "Oslo", "birth_date": "1990-01-01"})

    with pytest.raises(Refused):
        cases.prove_by_sign_in(case.pk, w.FAMILY.mother_nik, by=w.resident(case), at=there.at)


def test_is_the_grandfathers_when_he_applied(there: Any) -> None:
    grandfather = {"name": "KAKEK CONTOH", "nik": "9971010101500001", "kk_number": w.FAMILY.family_number}
    case = w.submitted(there.at, applicant_relation="family_head", applicant=grandfather)

    cases.prove_by_sign_in(case.pk, grandfather["nik"], by=w.resident(case), at=there.at)
    with pytest.raises(Refused):
        cases.prove_by_sign_in(case.pk, w.FAMILY.mother_nik, by=w.resident(case), at=there.at)
