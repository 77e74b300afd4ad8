"""The pages of staff in a real browser: nobody is kept out, nothing runs over the edge, one click is enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "sebelas-kereta-malam"
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tuntas.platform.ui.tests.browsing import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, own_db: str, settings: Any) -> Iterator[Page]:
    """A phone before the sign-in page of a demonstration whose first officer has two postings and a password."""
    from tuntas.domains.offices import actions, demonstration
    from tuntas.domains.offices.models import Staff
    from tuntas.domains.offices.rules import Employment, Role
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.ui.tests.browsing import served

    settings.ROOT_URLCONF = "tuntas.domains.offices.tests.urls"
    settings.LOGIN_REDIRECT_URL = "/staff/account/"
    demonstration.load(AT)
    officer = Staff.objects.get(username="peragaan.petugas1")
    officer.set_password(PASSWORD)
    officer.save()
    actions.post_staff(
        officer.pk,
        office_code=demonstration.OTHER_OFFICE,
        role=Role.HEAD_OF_UNIT,
        employment=Employment.PNS,
        from_on=date(2026, 1, 1),
        by=SYSTEM,
        at=AT,
    )
    with served() as address:
        context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
        yield context.new_page()
        context.close()


def faults(page: Page) -> list[dict[str, Any]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        {"rule": fault["id"], "where": [node["html"][:120] for node in fault["nodes"]]}
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


def sign_in_with_password(page: Page) -> None:
    page.goto("/staff/sign-in/")
    page.get_by_label("Nama pengguna Anda").fill("peragaan.petugas1")
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_every_page_can_be_read_by_everyone_and_fits_a_small_phone(page: Page) -> None:
    sign_in_with_password(page)
    page.wait_for_url("**/staff/posting/")
    page.goto("/staff/second-step/")
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_role("button", name="Ya, ini saya").click()
    expect(page.get_by_role("img", name="Gambar untuk aplikasi autentikator")).to_be_visible()

    found = {}
    for where in ("sign-out", "posting", "account", "password", "confirm", "second-step"):
        page.goto(f"/staff/{where}/")
        found[where] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        found[f"{where} is too wide"] = page.evaluate("document.documentElement.scrollWidth > 320")
    page.context.clear_cookies()
    page.goto("/staff/sign-in/")
    found["sign-in"] = faults(page)
    found["sign-in is too wide"] = page.evaluate("document.documentElement.scrollWidth > 320")

    assert not any(found.values()), found


def test_one_click_of_the_cast_opens_the_desk(page: Page) -> None:
    page.goto("/staff/sign-in/")

    page.get_by_role("button", name="Kepala Unit Peragaan").click()

    expect(page.get_by_role("main").get_by_text("Kepala Unit Peragaan")).to_be_visible()


def test_second_posting_is_chosen_with_one_press(page: Page) -> None:
    sign_in_with_password(page)

    page.locator("label", has_text="Kepala unit").click()
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_role("heading", name="Akun Anda", exact=True)).to_be_visible()
