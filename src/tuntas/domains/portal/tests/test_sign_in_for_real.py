"""The whole way through our pages and a provider that really runs, with nothing replaced …"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import world as w

from tuntas.adapters.oidc.tests.conftest import WHO, provider, walk
from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case

from .test_identity import download
from .test_sign_in import leave, parse_qs, text, urlsplit
from .visiting import prove

__all__ = ["provider"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_provider(provider: str, settings: Any) -> None:
    settings.PUBLIC_ORIGIN = "http://127.0.0.1:9"
    settings.TUNTAS_OIDC_ISSUER = provider
    settings.TUNTAS_OIDC_CLIENT_ID, settings.TUNTAS_OIDC_CLIENT_SECRET = "tuntas", "of-the-test"


def signed_in(browser: Client, there: Any, case: Case) -> str:
    """What the application's page says after the way there and back."""
    pin = cases.renew_pin(case.pk, proof="ktp_el", by=there.officer, at=there.at)
    prove(browser, case, pin)
    address = leave(browser, case)
    state = parse_qs(urlsplit(address).query)["state"][0]
    return text(browser.get("/sign-in/return/", {"code": walk(address), "state": state}, follow=True))


@pytest.mark.usefixtures("at_the_provider")
def test_opens_the_documents_of_who_applied(browser: Client, there: Any) -> None:
    assert w.FAMILY.father_nik == WHO
    case = w.ready(there, applicant_relation="father")

    page = signed_in(browser, there, case)

    assert "Dokumen Anda terbuka di sini" in page
    assert download(browser, case) == 200


@pytest.mark.usefixtures("at_the_provider")
def test_opens_nothing_of_another_applicant(browser: Client, there: Any) -> None:
    case = w.ready(there)

    page = signed_in(browser, there, case)

    assert "bukan pemohon" in page
    assert download(browser, case) == 404
