"""On the phone: the ticket says how long, is called without being read again, fits a small phone, and prints."""

import os
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser import City, axe, fits
from tests.journeys.waiting_room import Line
from tuntas.domains.counters import actions
from tuntas.domains.counters.tests import crowd
from tuntas.platform import clock

MOST_BYTES = 60_000
LOADED = """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((bytes, one) => bytes + one.encodedBodySize, 0)"""


def test_whoever_waits_sees_how_long_and_where_to_go(house: tuple[City, Line]) -> None:
    phone = house[0].phone()
    room = crowd.room(clock.now())
    session = room.sit(0, clock.now())
    tickets = [crowd.issue(clock.now()) for _ in range(4)]

    phone.goto(f"/t/{tickets[-1].token}/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("A 004")
    expect(phone.locator(".ahead")).to_contain_text("3 orang di depan Anda")
    expect(phone.locator(".wait")).to_contain_text("menit")
    _looked_at(phone, "waiting")
    assert phone.evaluate(LOADED) < MOST_BYTES

    phone.goto(f"/t/{tickets[0].token}/")
    expect(phone.locator(".ahead")).to_contain_text("Anda berikutnya")
    actions.call_next(session.pk, by=room.officer(0), at=clock.now())
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator(".call")).to_contain_text("Loket 1")
    _looked_at(phone, "called")


def test_a_phone_is_called_by_the_stream_and_asks_by_itself_when_that_dies(house: tuple[City, Line]) -> None:
    city, line = house
    room = crowd.room(clock.now(), counters=1)
    session, ticket = room.sit(0, clock.now()), crowd.issue(clock.now())
    phone = city.phone()
    phone.route("**/ticket.js", _asks_nobody_by_itself)
    with line.up():
        phone.goto(f"/t/{ticket.token}/")
        expect(phone.locator(".ahead")).to_contain_text("Anda berikutnya")
        phone.evaluate("window.isTheSamePage = true")

        actions.call_next(session.pk, by=room.officer(0), at=clock.now())

        expect(phone.locator(".call")).to_contain_text("Loket 1")
        assert phone.evaluate("window.isTheSamePage")
        line.kill()
    patient = city.phone()
    patient.clock.install()
    patient.goto(f"/t/{ticket.token}/")
    actions.recall(session.pk, by=room.officer(0), at=clock.now())
    patient.clock.fast_forward(12_000)
    expect(patient.locator("[data-ticket]")).to_contain_text("Sudah dipanggil 2 kali")

    patient.context.set_offline(True)
    patient.clock.fast_forward(12_000)
    expect(patient.get_by_text("Tidak ada sambungan")).to_be_visible()
    axe(patient)
    fits(patient, 320)


def _asks_nobody_by_itself(route: Route) -> None:
    """So that what is shown came by the stream."""
    script = route.fetch().text()
    deaf = script.replace("_MS = 30000", "_MS = 1e9").replace("_MS = 10000", "_MS = 1e9")
    assert deaf.count("1e9") == 2
    route.fulfill(body=deaf, content_type="text/javascript")


def _looked_at(page: Page, name: str) -> None:
    axe(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        fits(page, width)
        if folder := os.environ.get("TUNTAS_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"ticket-{name}-{width}.png", full_page=True)
    if folder := os.environ.get("TUNTAS_SCREENSHOTS"):
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 302, "height": 600})
        page.screenshot(path=Path(folder) / f"ticket-{name}-print.png", full_page=True)
        page.emulate_media(media="screen")
