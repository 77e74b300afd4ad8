"""Every page says to whom it is open, and what is the applicant's is closed to all others."""

from __future__ import annotations

import pytest
from django.urls import URLPattern


def _pages() -> list[URLPattern]:
    from tuntas.domains.portal import urls

    return urls.urlpatterns


def test_each_page_declares_it():
    assert {page.name for page in _pages() if not getattr(page.callback, "permission", "")} == set()


@pytest.mark.django_db
def test_nothing_of_a_case_opens_without_a_proof(browser):
    case_id, found = "01890000-0000-7000-8000-000000000000", {}
    for page in _pages():
        if "case_id" in page.pattern.converters:
            more = {"token": "abc"} if "token" in page.pattern.converters else {}
            address = f"/{page.pattern}".replace("<uuid:case_id>", case_id).replace(
                "<str:token>", more.get("token", "")
            )
            found[page.name] = {browser.get(address).status_code, browser.post(address).status_code}

    assert len(found) == 13
    assert all(codes <= {404, 405} and 404 in codes for codes in found.values()), found
