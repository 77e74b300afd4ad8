"""A head leaves the page open: it stays true by itself, and nothing moves under the hand."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser import City
from tests.journeys import office, scenes
from tuntas.platform import clock


def test_the_page_stays_true_by_itself(city: City) -> None:
    there = w.world(clock.now())
    scenes.taken(there)
    page = city.desktop()
    office.sign_in(page, office.HEAD)
    page.goto("/monitor/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gambir")

    page.locator("#people summary").click()
    later = scenes.taken(there)
    _look_again(page)
    expect(page.locator("#waiting")).to_contain_text(office.shown(later.reference))
    # Somebody is about to choose: this part waits.
    expect(page.locator("#people details[open]")).to_be_visible()
    expect(page.locator("#people")).to_contain_text("Alihkan 1 permohonan")

    page.locator("#people select").select_option(label="Petugas Peragaan Dua")
    page.locator("#people form button").click()
    expect(page.get_by_role("main")).to_contain_text("2 permohonan dialihkan.")

    page.route("**/monitor/**", lambda route: route.abort())
    _look_again(page)
    expect(page.locator("[data-as-of]")).to_contain_text("Sambungan terputus")
    page.unroute("**/monitor/**")
    _look_again(page)
    expect(page.locator("[data-as-of]")).to_contain_text("Keadaan pukul")
    city.complaints[:] = [one for one in city.complaints if "ERR_FAILED" not in one]


def _look_again(page: Page) -> None:
    """What the page does every 20 seconds, and when somebody comes back to it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
