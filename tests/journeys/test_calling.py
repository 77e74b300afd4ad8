"""At the counter by keyboard alone: open, call the next, begin, start their application, call the next again."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser import City, axe, fits
from tests.journeys import office
from tests.journeys.waiting_room import Line
from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.counters.tests import crowd
from tuntas.platform import clock


def test_an_officer_serves_by_keyboard_and_the_queue_follows(city: City, desktop: Page) -> None:
    room = crowd.room(clock.now())
    for place in range(3):
        crowd.issue(room.at, "B", service="ktp-el-hilang", has_priority=place == 2)
    office.sign_in(desktop, office.OFFICER)

    desktop.keyboard.press("l")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Loket mana yang Anda buka?")
    _looked_at(desktop, "open")
    desktop.keyboard.press("1")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Loket 1 kosong")
    _looked_at(desktop, "free")
    hands = office.Hands(desktop)
    hands.press("n")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("B 003")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Prioritas")
    _looked_at(desktop, "called")
    hands.press("m")
    expect(desktop.get_by_text("Selesai, panggil berikutnya")).to_be_visible()
    desktop.keyboard.press("a")
    expect(desktop.get_by_role("button", name="Alihkan", exact=True)).to_be_visible()
    _looked_at(desktop, "serving")
    hands.press("p")
    expect(desktop).to_have_url(re.compile("/desk/new/ktp-el-hilang/$"))
    _looked_at(desktop, "start")
    hands.type(w.FAMILY.father_nik)
    hands.press("Enter")
    expect(desktop.locator('[name="applicant.nik"]')).to_have_value(w.FAMILY.father_nik)
    desktop.wait_for_load_state()
    hands.press("1", "2", "Control+Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Permohonan sudah dimulai dan Anda pegang")
    _looked_at(desktop, "started")
    hands.press("a")
    expect(desktop.get_by_role("main")).to_contain_text("Berkas lengkap. Janji layanan berjalan.")
    _looked_at(desktop, "accepted")
    case = UUID(desktop.url.split("/")[-2])
    hands.press("n")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("B 001")

    # From a call to the next one: a lost KTP-el, taken up and accepted.
    assert (hands.pressed, hands.fields) == (26, 1)
    assert Ticket.objects.get(number=3).state == State.FINISHED

    # Who comes about an application has it opened at once.
    actions.tie(Ticket.objects.get(number=1).pk, case, by=room.officer(0), at=clock.now())
    desktop.keyboard.press("m")
    expect(desktop).to_have_url(re.compile(f"/desk/cases/{case}/$"))


def test_the_list_follows_the_office_and_asks_by_itself_when_nobody_tells(house: tuple[City, Line]) -> None:
    city, line = house
    crowd.room(clock.now(), counters=1).sit(0, clock.now())
    desk = city.desktop()
    desk.clock.install()
    # A browser that keeps nothing: no step can be written down, and the page works as any other.
    desk.add_init_script("indexedDB.open = () => { throw new Error('no memory') }")
    office.sign_in(desk, office.OFFICER)
    with line.up():
        desk.goto("/desk/calling/")
        desk.evaluate("window.isTheSamePage = true")
        crowd.issue(clock.now())
        expect(desk.locator(".pane-list")).to_contain_text("A 001")
        line.kill()
    crowd.issue(clock.now())
    desk.clock.fast_forward(12_000)

    expect(desk.locator(".pane-list")).to_contain_text("A 002")
    assert desk.evaluate("window.isTheSamePage")
    desk.keyboard.press("n")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("A 001")


def _looked_at(page: Page, name: str) -> None:
    """No serious fault for those who do not see, and nothing beside the edge of a phone or a desk."""
    axe(page)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        fits(page, width)
        if folder := os.environ.get("TUNTAS_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"calling-{name}-{width}.png", full_page=True)
