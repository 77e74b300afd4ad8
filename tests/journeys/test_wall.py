"""The wall in a browser: it follows, goes down and up by keys, and says how old its figures are."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, Route, expect

from tests import world as w
from tests.browser import City, axe, fits, thumbs
from tests.journeys import office
from tuntas.platform import clock

HEAD_OF_AGENCY = "Kepala Dinas Peragaan"
KECAMATAN = w.OFFICE[:8]
ILL_DRAWN = """() => {
  const wide = (one) => one.getBoundingClientRect().width;
  const longestWord = (name) => {
    const words = document.createElement("span");
    words.style.cssText = "position: absolute; width: min-content; overflow-wrap: normal";
    words.textContent = name.textContent;
    name.append(words);
    const width = wide(words);
    words.remove();
    return width;
  };
  const isIll = (one) => wide(one.querySelector(".offices")) < 0.85 * wide(one)
    || longestWord(one.querySelector(".name")) > wide(one.querySelector(".name")) + 1;
  const apart = document.querySelector(".apart");
  const ill = [...document.querySelectorAll("[data-map] .whole")].filter(isIll);
  if (wide(apart) < 0.95 * wide(apart.parentElement)) ill.push(apart);
  return ill.map((one) => one.getAttribute("data-shows") ?? "apart");
}"""


def test_it_follows_and_is_walked_by_keys(city: City) -> None:
    w.world(clock.now())
    page = city.desktop()
    office.sign_in(page, HEAD_OF_AGENCY)
    _tell(page, f"wall/{w.OFFICE}/", {"late": 3, "at_risk": 0, "outages": 0})
    page.goto("/monitor/")
    expect(page.locator(f"[data-map] a[data-shows='{KECAMATAN}']")).to_have_class(re.compile("bad"))
    expect(page.locator(f"[data-map] [data-shows='{w.OFFICE}']")).to_have_class(re.compile("bad"))
    expect(page.locator("[data-worst] li")).to_have_count(1)
    expect(page.locator("[data-as-of]")).to_contain_text("detik lalu")
    for width in (1280, 3840):
        assert _ill_drawn(page, width) == []
    page.evaluate(
        "for (const one of document.querySelectorAll('.whole .offices')) one.style.gridColumn = 'auto'"
    )
    assert len(_ill_drawn(page, 1280)) > 40  # the same look finds a map that fell apart
    page.reload()

    page.locator(f"[data-map] a[data-shows='{KECAMATAN}']").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"[data-map] a[data-shows='{KECAMATAN}']")).not_to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gambir")
    page.wait_for_load_state()
    axe(page)
    page.locator(f"[data-map] a[data-shows='{w.OFFICE}']").click()
    expect(page).to_have_url(f"{city.site.origin}/monitor/{w.OFFICE}/")
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gambir")
    for title in ("Jakarta Pusat", "Jakarta sekarang"):
        page.wait_for_load_state()
        page.keyboard.press("Backspace")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("cideng")
    expect(page.locator(f"[data-map] [data-shows='{w.OFFICE}']")).to_have_class(re.compile("is-dim"))
    for width in (360, 1280):
        fits(page, width)
    axe(page)

    _the_heading_says_of_when_the_figures_are(page)
    city.complaints[:] = [one for one in city.complaints if "ERR_FAILED" not in one]


def _ill_drawn(page: Page, width: int) -> list[str]:
    """Whose offices do not fill it, whose name breaks within a word, and the offices above if not side by side."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(ILL_DRAWN)
    return found


def _the_heading_says_of_when_the_figures_are(page: Page) -> None:
    """While the hand still drags; a moment that does not come leaves the heading with that of the figures."""
    kept = {"at": "2026-11-16T02:40:00Z", "moment": "Senin pukul 09.40", "offices": {w.OFFICE: [0, 0, 7, 1, 0]}}
    page.route("**/monitor/wall/state/**", lambda route: route.fulfill(json=kept))
    page.get_by_text("Saat yang lain").click()
    _drag(page, 580)
    expect(page.get_by_role("heading", level=1)).to_have_text("Jakarta: Senin pukul 09.40")
    expect(page.locator("[data-kept]")).to_contain_text("Kembali ke sekarang")
    expect(page.locator("[data-as-of]")).to_be_hidden()

    page.route("**/monitor/wall/state/**", lambda route: route.fulfill(json={**kept, "at": None}))
    _drag(page, 590)
    expect(page.locator("[data-on-its-way]")).to_contain_text("Tidak ada catatan dari saat itu")
    page.route("**/monitor/wall/state/**", lambda route: route.abort())
    _drag(page, 600)
    expect(page.locator("[data-on-its-way]")).to_contain_text("tidak dapat diambil")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jakarta: Senin pukul 09.40")


def _drag(page: Page, minutes: int) -> None:
    page.locator("#minutes").evaluate(
        "(one, minutes) => { one.value = minutes; one.dispatchEvent(new Event('input')); }", minutes
    )


def test_on_a_phone_it_is_a_list(city: City) -> None:
    w.world(clock.now())
    page = city.phone(java_script_enabled=False)
    office.sign_in(page, HEAD_OF_AGENCY)

    page.goto("/monitor/")

    thumbs(page)
    kecamatan = page.locator(f"[data-map] a[data-shows='{KECAMATAN}']")
    expect(kecamatan.locator(".offices")).to_be_hidden()
    kecamatan.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gambir")
    page.get_by_text("Isi yang sama sebagai tabel").click()
    page.get_by_role("row", name="Satuan Pelaksana Dukcapil Kelurahan Gambir").get_by_role("link").click()
    expect(page).to_have_url(f"{city.site.origin}/monitor/{w.OFFICE}/")


def test_old_figures_are_said_to_be_old(city: City) -> None:
    w.world(clock.now())
    page = city.desktop()
    office.sign_in(page, HEAD_OF_AGENCY)
    page.route("**/live/wall", lambda route: route.abort())
    page.clock.install()
    page.goto("/monitor/")
    expect(page.locator("[data-as-of]")).to_contain_text("detik lalu")

    with page.expect_request(f"{city.site.origin}/monitor/offices/"):  # the alarms that nobody answered
        page.clock.fast_forward("00:30")

    expect(page.locator("[data-as-of]")).to_contain_text("Data ini sudah lama")
    expect(page.locator("[data-lost]")).to_contain_text("Data ini sudah lama")
    city.complaints[:] = [one for one in city.complaints if "ERR_FAILED" not in one]


def _tell(page: Page, topic: str, state: dict[str, int]) -> None:
    """As the live process says it; that it does is told by its own tests."""

    def answer(route: Route) -> None:
        origin = route.request.headers.get("origin", "*")
        allowed = {"access-control-allow-origin": origin, "access-control-allow-credentials": "true"}
        body = f"retry: 600000\nevent: news\ndata: {json.dumps({topic: state})}\n\n"
        route.fulfill(status=200, headers=allowed, content_type="text/event-stream", body=body)

    page.route("**/live/wall", answer)
