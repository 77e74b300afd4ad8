"""Every page: read by everyone, in both languages, at every width, by keyboard, enlarged and on paper."""

from __future__ import annotations

from urllib.parse import urljoin

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests import world as w
from tests.access.demonstrations import DEMONSTRATION
from tests.browser import City, axe, fits, thumbs
from tests.journeys import office, resident

# A4 without the margins of print.css, in CSS pixels.
BETWEEN_MARGINS = {"width": 673, "height": 980}
LANGUAGES = pytest.mark.parametrize("language", ["id", "en"])


# The portal's own test in a browser looks at every question and at every page of an application in its first states.
@LANGUAGES
def test_the_resident_pages(city: City, language: str) -> None:
    from tests.journeys import scenes

    there = w.world(_now())
    phone = city.phone(language=language)
    _look(phone, "/nowhere/")
    expect(phone.locator("html")).to_have_attribute("lang", language)
    for scene in (scenes.returned(there, contested=True), scenes.accepted(there)):
        _prove(phone, scene.reference, scene.pin)
        _look(phone)


@LANGUAGES
def test_the_pages_of_the_end(city: City, language: str) -> None:
    from tests.journeys import scenes

    there = w.world(_now())
    phone = city.phone(language=language)
    scene = scenes.ready(city, there)
    _prove(phone, scene.reference, scene.pin)
    _look(phone)
    _look(phone, f"{phone.url}appointment/")
    over = scenes.handed_over(city, there)
    _prove(phone, over.reference, over.pin)
    _look(phone)
    phone.locator("form[action$='/survey/'] button").click()
    _look(phone)
    phone.locator(".choice label").first.click()
    phone.locator("main > form .actions button").click()
    _look(phone)
    token = w.documents_of(over.case)[0].token
    for address in (
        "/open",
        f"/open/{w.OFFICE}",
        "/open/journal",
        "/verify/",
        f"/verify/{token}",
        f"/verify/{'a' * 32}",
    ):
        _look(phone, address)
    for address in (
        f"/receive/{'a' * 32}/",
        "/demonstration/messages/",
        "/staff/sign-in/",
        "/survey/aaaaaaaaaaaaaaaaaaaaaaaaaa/",
    ):
        _look(phone, address)


@LANGUAGES
def test_the_questions(city: City, language: str) -> None:
    """The page that shows the PIN, one with every fault that it can have, and one that sends a file."""
    phone = city.phone(language=language)
    phone.goto(f"/services/{w.SERVICE}/")
    phone.locator("main form button").click()
    _look(phone)
    phone.locator("main a.button").click()
    phone.wait_for_url("**/applicant-relation/")
    start = phone.url.rsplit("/", 2)[0]
    phone.goto(f"{start}/witnesses/")
    phone.locator("main form button:visible").last.click()
    _look(phone)
    _look(phone, f"{start}/kk-file/")


@LANGUAGES
def test_the_desk(city: City, language: str) -> None:
    from tests.journeys import scenes

    there = w.world(_now())
    desk = city.desktop()
    office.sign_in(desk, office.OFFICER)
    for address in ("/desk/", "/desk/approvals/", "/desk/new/", f"/desk/new/{w.SERVICE}/"):
        _look(desk, address, language)
    cases = [
        scenes.sent(),
        scenes.taken(there),
        scenes.returned(there),
        scenes.accepted(there),
        scenes.ready(city, there),
    ]
    for scene in cases:
        _look(desk, f"/desk/cases/{scene.case.pk}/", language)
    _look(desk, f"/desk/cases/{cases[1].case.pk}/", language, unfold=True)
    head = city.desktop(language=language)
    office.sign_in(head, office.HEAD)
    contested = scenes.returned(there, contested=True)
    _look(head, f"/desk/cases/{contested.case.pk}/", language)
    _look(head, "/desk/approvals/", language)
    _look(head, f"/monitor/{w.OFFICE}/", language, unfold=True)
    _look(head, f"/monitor/{w.OFFICE}/contests/{contested.case.pk}/", language)
    _look(head, f"/monitor/{w.OFFICE}/looks/", language)
    _look(head, f"/monitor/plan/{w.OFFICE}/?closed=1&more=30", language, unfold=True)
    keeper = city.desktop(language=language)
    office.sign_in(keeper, "Administrator Peragaan")
    _look(keeper, "/system/", language)
    for page in (
        "",
        f"{w.OFFICE}/",
        f"{w.OFFICE}/hours/",
        f"{w.OFFICE}/hours/new/",
        "holidays/",
        "tables/hours/",
    ):
        _look(keeper, f"/staff/offices/{page}", language, unfold=True)
    for page in (
        "people/",
        "people/new/",
        f"people/{there.officer.id}/",
        f"people/{there.officer.id}/leaving/",
        "people/table/",
        "protect/",
        "account/",
    ):
        _look(keeper, f"/staff/{page}", language)


def test_counters_and_delays(city: City) -> None:
    """What a head sets up and sees of counters, where a service is done, and what holds offices up; in one city."""
    from tests.journeys import scenes

    scenes.busy_room()
    head, phone = city.desktop(), city.phone()
    office.sign_in(head, office.HEAD)
    phone.goto("/")
    for language in ("id", "en"):
        for address in (
            f"/staff/offices/{w.OFFICE}/counters/",
            f"/staff/offices/{w.OFFICE}/counters/new/",
            f"/staff/offices/{w.OFFICE}/letters/B/",
            "/staff/offices/counters/tables/letters/",
            "/monitor/?measure=now",
            f"/monitor/{w.OFFICE}/counters/",
            f"/monitor/{w.OFFICE}/statistics/",
            "/monitor/delays/",
            "/monitor/delays/network/",
            "/desk/outages/",
            "/desk/elsewhere/?service=ktp-el-hilang",
        ):
            _look(head, address, language, unfold=True)
        _bar_is_one_line(head, 1024)
        for address in ("/services/ktp-el-hilang/places/?near=Menteng", "/open/waiting"):
            _look(phone, address, language)


def test_a_question_is_answered_by_keyboard(city: City) -> None:
    page = city.desktop()
    resident.start(page)
    resident.begin(page)

    page.keyboard.press("Tab")
    assert _focused(page) == "Langsung ke isi"
    _is_seen(page)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert _focused(page) == "Kembali"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _is_seen(page)
    assert page.locator("input:checked").get_attribute("value") == "mother"
    page.keyboard.press("Tab")
    assert _focused(page) == resident.NEXT
    _is_seen(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk-number/*")


def test_the_desk_by_keyboard(city: City) -> None:
    """The queue, the next case and taking it: three keys; the skip link leads past the head."""
    from tests.journeys import scenes

    scene = scenes.sent()
    page = city.desktop()
    office.sign_in(page, office.OFFICER)

    page.keyboard.press("n")
    page.wait_for_url(f"**/desk/cases/{scene.case.pk}/")
    page.keyboard.press("Tab")
    assert _focused(page) == "Langsung ke isi"
    _is_seen(page)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    office.press(page, "t", "Permohonan ini sekarang Anda pegang.")
    page.keyboard.press("q")
    page.wait_for_url("**/desk/")


def test_enlarged_to_twice_the_size(city: City) -> None:
    """200 % of a window of 1280 pixels leaves 640; nothing is lost and nothing runs over."""
    from tests.journeys import scenes

    there = w.world(_now())
    scene = scenes.accepted(there)
    page = city.open(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    _prove(page, scene.reference, scene.pin)
    fits(page, 640)
    expect(page.locator(".clock-due").first).to_be_visible()
    office.sign_in(page, office.OFFICER)
    page.goto(f"/desk/cases/{scene.case.pk}/")
    fits(page, 640)


def test_the_application_on_paper(city: City) -> None:
    """Printed, the page keeps the reference and drops what only a screen can do."""
    from tests.journeys import scenes

    there = w.world(_now())
    scene = scenes.accepted(there)
    page = city.desktop()
    _prove(page, scene.reference, scene.pin)

    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    words = "\n".join(sheet.get_textpage().get_text_range() for sheet in printed)

    assert scene.reference[:5] in words
    assert "Akta kelahiran" in words
    assert "Selesai di perangkat ini" not in words
    assert "English" not in words


def test_paper_of_a_demonstration_says_so_on_each_sheet_and_loses_no_column(city: City) -> None:
    from tests.journeys import scenes

    scene = scenes.accepted(w.world(_now()))
    city.settle()
    resident, head = city.desktop(), city.desktop()
    _prove(resident, scene.reference, scene.pin)
    office.sign_in(head, office.HEAD)
    for page, address in (
        (resident, resident.url),
        (resident, "/open"),
        (resident, f"/open/{w.OFFICE}"),
        (resident, "/open/journal"),
        (head, f"/monitor/{w.OFFICE}/"),
        (head, f"/desk/cases/{scene.case.pk}/"),
    ):
        page.goto(address)
        assert _sheets_without_notice(page) == [], address
        assert _cut_on_paper(page) == [], address


def test_the_checks_of_paper_find_planted_faults(city: City) -> None:
    page = city.desktop()
    page.goto("/open")
    page.evaluate(
        "document.querySelectorAll('link[href*=\"demonstration\"], .demonstration').forEach(one => one.remove())"
    )
    page.evaluate("document.querySelector('.scroll td').textContent = 'x'.repeat(300)")

    assert _sheets_without_notice(page)
    assert _cut_on_paper(page)


def _sheets_without_notice(page: Page) -> list[int]:
    """Which sheets could be taken for a real office's when the others are lost."""
    words = "".join(DEMONSTRATION.split())
    # What only paper needs is fetched last.
    page.wait_for_function("[...document.querySelectorAll('link[media=print]')].every(one => one.sheet)")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    said = [words in "".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]
    return [number for number, is_said in enumerate(said, start=1) if not is_said]


def _cut_on_paper(page: Page) -> list[str]:
    """What is broader than the sheet between its margins."""
    size = page.viewport_size
    page.set_viewport_size(BETWEEN_MARGINS)
    page.emulate_media(media="print")
    cut: list[str] = page.evaluate(
        "[...document.querySelectorAll('.scroll, table, pre')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1)"
        ".map(one => one.outerHTML.slice(0, 80))"
    )
    page.emulate_media(media="null")
    page.set_viewport_size(size or BETWEEN_MARGINS)
    return cut


def test_the_checks_find_planted_faults(city: City) -> None:
    page = city.phone()
    page.goto("/track/")
    page.evaluate("document.querySelector('label[for=pin]').remove()")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
    page.evaluate("document.querySelector('h1').style.width = '700px'")
    city.complaints.clear()  # the planted style itself is against the policy
    with pytest.raises(AssertionError, match="wide"):
        fits(page, 320)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.evaluate("document.querySelector('main > button').style.minHeight = '20px'")
    city.complaints.clear()
    with pytest.raises(AssertionError, match="button"):
        thumbs(page)


def _look(page: Page, address: str = "", language: str = "", *, unfold: bool = False) -> None:
    """Axe as the page stands, then the narrowest window, then back."""
    if language:
        page.context.add_cookies(
            [{"name": "tuntas_language", "value": language, "url": urljoin(page.url, "/")}]
        )
    if address:
        page.goto(address)
    if unfold:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    if language:
        expect(page.locator("html")).to_have_attribute("lang", language)
    page.wait_for_load_state()
    before = page.viewport_size
    assert before
    axe(page)
    fits(page, 320)
    thumbs(page)
    page.set_viewport_size(before)


def _bar_is_one_line(page: Page, width: int) -> None:
    """Whoever has the most places reads them in one line; nothing of the page is pushed down by them."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    heights = page.locator(".head").evaluate(
        "one => [one.offsetHeight, one.querySelector('nav > a').offsetHeight]"
    )
    assert heights[0] < 2 * heights[1], f"{page.url} at {width}: {heights}"
    page.set_viewport_size(before or BETWEEN_MARGINS)


def _prove(page: Page, reference: str, pin: str) -> None:
    page.goto("/track/")
    page.locator("#reference").fill(reference)
    page.locator("#pin").fill(pin)
    page.locator("main form .actions button").click()
    page.wait_for_url("**/track/case/**")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def _is_seen(page: Page) -> None:
    """What has the focus is drawn around and stands in the window."""
    drawn = page.evaluate(
        """() => {
          const one = document.activeElement;
          const around = [one, one.parentElement].map(thing => getComputedStyle(thing))
            .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
          const box = one.getBoundingClientRect();
          return around && box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    assert drawn, f"{page.url}: the focus cannot be seen"


def _now() -> object:
    from tuntas.platform import clock

    return clock.now()
