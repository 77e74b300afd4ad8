"""The survey in a real browser: a cheap phone, without scripts, and for everyone who reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tuntas.platform import clock

from .conftest import OFFICE, invite, published_index

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tuntas.platform.ui.tests.browsing import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def address(own_db: str) -> Iterator[str]:
    """The application with the demonstration's office and its nine answers."""
    from tuntas.domains.offices import demonstration as offices
    from tuntas.domains.satisfaction import demonstration
    from tuntas.platform.ui.tests.browsing import served

    offices.load(clock.now())
    demonstration.load(clock.now())
    with served() as where:
        yield where


def phone(browser: Browser, address: str, **how: Any) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844}, **how)
    context.set_default_timeout(60_000)
    return context.new_page()


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_the_tenth_answer_without_scripts_brings_the_index(browser: Browser, address: str) -> None:
    page = phone(browser, address, java_script_enabled=False)
    page.goto(f"/survey/{invite(at=clock.now())}/")

    for question in page.get_by_role("group").all()[:9]:
        question.locator("label").last.click()
    page.get_by_role("button", name="Kirim jawaban saya").click()

    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert "/survey/thanks/" in page.url
    page.goto(f"/open/{OFFICE}")
    expect(page.get_by_text("87,99")).to_be_visible()
    assert published_index(OFFICE).answers == 10


def test_going_back_and_sending_again_is_thanked_for_and_counted_once(browser: Browser, address: str) -> None:
    page = phone(browser, address)
    page.goto(f"/survey/{invite(at=clock.now())}/")
    page.get_by_text("Sangat cepat").click()
    page.get_by_role("button", name="Kirim jawaban saya").click()
    page.wait_for_url("**/survey/thanks/")

    page.go_back()

    expect(page.get_by_role("heading", name="Tautan ini sudah ditutup")).to_be_visible()
    assert published_index(OFFICE).answers == 10


@pytest.mark.parametrize("language", ["id", "en"])
def test_everyone_can_read_it_and_it_fits_a_small_phone(browser: Browser, address: str, language: str) -> None:
    page = phone(browser, address)
    link = f"/survey/{invite(at=clock.now())}/"
    page.goto(link)
    if language == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    found: dict[str, Any] = {}
    for where in (link, "/survey/thanks/", "/survey/abcdefghijklmnopqrstuvwxyz234567/", f"/open/{OFFICE}"):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(where)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[where] = serious(page)
        found[f"{where} is too wide"] = page.evaluate("document.documentElement.scrollWidth > 320")

    assert not any(found.values()), found


def test_the_token_is_no_referrer_anywhere(browser: Browser, address: str) -> None:
    page = phone(browser, address)
    token = invite(at=clock.now())
    referrers: list[str] = []
    page.on("request", lambda request: referrers.append(request.all_headers().get("referer", "")))

    page.goto(f"/survey/{token}/")
    page.get_by_text("Sangat cepat").click()
    page.get_by_role("button", name="Kirim jawaban saya").click()
    page.wait_for_url("**/survey/thanks/")

    assert len(referrers) > 3
    assert not [one for one in referrers if token in one]
