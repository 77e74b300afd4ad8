"""At the kiosk: set up by the head of unit, a number for one tap, and numbers of its own when the network is cut."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import Page, expect

from tests.browser import City, axe, fits, thumbs
from tests.journeys import office
from tests.world import OFFICE, world
from tuntas.domains.counters import actions
from tuntas.domains.counters.actions import blocks
from tuntas.domains.counters.models import Block, Day, Kiosk, QueueCode, Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.counters.tests import booking, crowd
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock

# Whoever unpacked it left its clock as it came: in another zone, and two days slow.
KIOSK = {"viewport": {"width": 1080, "height": 1400}, "has_touch": True, "timezone_id": "Pacific/Honolulu"}
SLOW = """
  const right = Date;
  const slow = () => right.now() - 172_800_000;
  Date = class extends right {
    constructor(...given) { given.length ? super(...given) : super(slow()); }
    static now() { return slow(); }
  };
"""
# What a busy machine needs is no lack of network, and nobody is sent back to the beginning before they pressed.
PATIENT = (
    "Object.assign(document.querySelector('[data-kiosk]').dataset,"
    "  {patienceSeconds: 60, backSeconds: 600, readSeconds: 600})"
)
# The office closed while the network was away.
SHUT_NOW = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("kiosk", 1);
  asked.onsuccess = () => {
    const turn = asked.result.transaction("blocks", "readwrite");
    turn.objectStore("blocks").openCursor().onsuccess = ({ target: { result: here } }) => {
      if (!here) return;
      here.update({ ...here.value, until: new Date(Date.now() + 86_400_000).toISOString() });
      here.continue();
    };
    turn.oncomplete = () => resolve(asked.result.close());
    turn.onerror = reject;
  };
})"""


def test_a_kiosk_goes_on_without_network_and_tells_each_ticket_once(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "SIZE", 4)  # what it holds is used up, so it gives it back and gets more
    page = _set_up(city)
    axe(page)
    thumbs(page)

    hour = localtime(clock.now()).hour
    here = re.compile(rf"\b({hour:02d}|{(hour + 1) % 24:02d})[.:]\d\d")  # it may strike meanwhile
    _press(page, "A")
    expect(page.locator("[data-printed]")).to_have_text("A 001")
    expect(page.locator("[data-taken]")).to_contain_text(here)
    axe(page)
    _back(page)
    page.wait_for_selector("[data-kiosk][data-stored][data-ready]")

    _come_to_an_appointment(page)
    _chooses_anew(page)
    page.context.set_offline(True)
    page.locator("[data-to=arrival]").click()
    _type(page, "KMT493")
    expect(page.locator("[data-no-appointments]")).to_contain_text("janji temu Anda belum bisa dicari")
    axe(page)
    page.locator("[data-no-appointments] [data-back]").click()
    for number in (1, 2, 3):
        _press(page, "A", priority=number == 2)
        expect(page.locator("[data-printed]")).to_have_text(f"A2 00{number}")
        expect(page.locator("[data-code] svg path")).to_have_count(1)
        expect(page.locator("[data-taken]")).to_contain_text(here)
        _back(page)
    page.reload()  # the power failed as well: the worker brings the page, the numbers go on
    page.evaluate(PATIENT)
    _press(page, "A")
    expect(page.locator("[data-printed]")).to_have_text("A2 004")
    expect(page.locator("[data-unsent-line]")).to_be_visible()
    _back(page)
    _gets_none(page, "A")  # the four are used up
    page.evaluate(SHUT_NOW)
    _gets_none(page, "B")
    assert _in_database(lambda: Ticket.objects.count()) == 2

    clock.reset()  # the house's own time goes on
    expect(page.locator("[data-unsent]")).to_have_text("4")
    page.context.set_offline(False)
    # The line itself goes as soon as the network is there; all are told a little later.
    expect(page.locator("[data-unsent]")).to_have_text("0")
    _press(page, "A")
    expect(page.locator("[data-printed]")).to_have_text("A 003")

    printed = _in_database(
        lambda: [(str(one), one.rank) for one in Ticket.objects.order_by("placed_at", "number")]
    )
    assert printed == [
        *[("A 1", 3), ("A2 1", 3), ("A2 2", 1), ("A2 3", 3), ("A2 4", 3)],
        *[("A 3", 3), ("A 2", 2)],  # the appointment, at the place of its time
    ]
    assert _in_database(lambda: (crowd.duplicates(), crowd.gaps())) == (0, 0)
    assert _in_database(lambda: Day.objects.get(office_code=OFFICE).waiting) == 7
    _until(page, lambda: _held("A") == [[5, 6, 7, 8]])
    _taken_out_of_use(page)
    _by_the_poster(city)
    city.complaints[:] = [one for one in city.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def _taken_out_of_use(page: Page) -> None:
    """While its network is away, and a number that it gave is in somebody's hand."""
    _back(page)
    page.context.set_offline(True)
    _press(page, "E")
    expect(page.locator("[data-printed]")).to_contain_text("E2 0")
    device = page.context
    page.close()
    _in_database(_end)
    device.set_offline(False)
    after = device.new_page()
    after.goto("/kiosk/")

    _until(after, lambda: Ticket.objects.filter(letter="E", block="2", state=State.WAITING).exists())


def _end() -> None:
    head = world(clock.now()).head
    actions.end_kiosk(Kiosk.objects.get().pk, by=head, at=clock.now())


def _set_up(city: City) -> Page:
    page = city.open(**KIOSK)
    page.context.add_init_script(SLOW)
    office.sign_in(page, office.HEAD)
    page.goto("/kiosks/")
    for width in (320, 1280):
        fits(page, width)
    axe(page)
    page.goto("/kiosk/set-up/")
    axe(page)
    page.locator("#name").fill("Pintu masuk")
    page.locator("#digit").select_option("2")
    page.locator("main form button").click()
    page.wait_for_url("**/kiosk/")
    page.evaluate(PATIENT)
    return page


def _come_to_an_appointment(page: Page) -> None:
    """One letter is typed wrong at first; what was typed is still there."""
    code = _in_database(_booked)
    page.locator("[data-to=arrival]").click()
    axe(page)
    thumbs(page)
    fits(page, 320)
    page.set_viewport_size(KIOSK["viewport"])
    _type(page, code[:5])
    expect(page.locator("[data-refused]")).to_contain_text("Tidak ada janji temu hari ini dengan kode ini.")
    page.locator("[data-refused] [data-back]").click()
    _type(page, code[5:])
    expect(page.locator("[data-printed]")).to_have_text("A 002")
    expect(page.locator("[data-booked]")).to_contain_text("Janji temu")
    _back(page)


def _chooses_anew(page: Page) -> None:
    """The office shuts at the time that somebody booked: they read it here, and have another time at once."""
    code = _in_database(_shut)
    page.locator("[data-to=arrival]").click()
    _type(page, code)
    expect(page.locator("[data-refused]")).to_contain_text("jam buka sudah berubah")
    axe(page)
    thumbs(page)
    fits(page, 320)
    page.set_viewport_size(KIOSK["viewport"])
    page.locator("[data-starts]").nth(3).click()
    expect(page.locator("[data-anew-code]")).to_have_text(f"{code[:3]} {code[3:]}")
    expect(page.locator("[data-anew-picture] img")).to_have_count(1)
    axe(page)
    page.locator("[data-anew] [data-back]").click()


def _shut() -> str:
    made = booking.booked(booking.offers(clock.now(), 3)[0].starts_at, clock.now())
    booking.shut(made, clock.now())
    return str(made.code)


def _booked() -> str:
    made = booking.soon(clock.now())
    made.business_day = offices.office_day(clock.now())
    made.save()
    return str(made.code)


def _type(page: Page, signs: str) -> None:
    for sign in signs:
        page.locator(f"[data-key='{sign}']").click()
    page.locator("[data-arrival] .kiosk-after button").click()


def _by_the_poster(city: City) -> None:
    """The head hangs a poster up; a phone takes one ticket by it."""
    head = city.desktop()
    office.sign_in(head, office.HEAD)
    head.goto("/kiosks/")
    head.locator("form[action$='renewal/'] button").click()
    head.wait_for_url("**/poster/")
    axe(head)
    code = _in_database(lambda: QueueCode.objects.get(ended_at=None).code)
    phone = city.phone()
    phone.goto(f"/q/{OFFICE}/{code}/")
    axe(phone)
    thumbs(phone)
    fits(phone, 320)
    phone.locator("[data-letter=B] [data-wish]").first.click()
    phone.wait_for_url("**/t/*/")
    expect(phone.locator("main")).to_contain_text("B 001")


def _press(page: Page, letter: str, *, priority: bool = False) -> None:
    if priority:
        page.locator("[data-start] .kiosk-priority label").click()
    page.locator(f"[data-letter={letter}] [data-wish]").first.click()
    expect(page.locator("[data-ticket]")).to_be_visible()


def _gets_none(page: Page, letter: str) -> None:
    page.locator(f"[data-letter={letter}] [data-wish]").first.click()
    expect(page.locator("[data-no-numbers]")).to_contain_text("Silakan minta nomor kepada petugas.")
    page.locator("[data-no-numbers] [data-back]").click()


def _back(page: Page) -> None:
    page.locator("[data-ticket] [data-back]").click()
    expect(page.locator("[data-start]")).to_be_visible()


def _held(letter: str) -> list[list[int]]:
    return [list(one.numbers) for one in Block.objects.filter(letter=letter, closed_at=None)]


def _until(page: Page, is_so: Any) -> None:
    limit = time.monotonic() + 60
    while not _in_database(is_so):
        assert time.monotonic() < limit
        page.wait_for_timeout(50)


def _in_database(ask: Any) -> Any:
    """Django refuses its ORM in the browser's own thread."""

    def asked() -> Any:
        from django.db import connections

        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as worker:
        return worker.submit(asked).result()
