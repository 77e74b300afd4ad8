"""What the small modules do: the clock runs, a form posts once, a key presses its button, a reference is copied."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tuntas.platform.ui.urls")]
RESIDENT, DESK = "/ui/", "/ui/?door=desk"
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_running_clock_empties_and_changes_its_state(page: Page) -> None:
    _hold(page)
    page.goto(RESIDENT)
    clock = page.locator(".clock").first
    expect(clock).to_have_attribute("data-state", "on_time")
    expect(clock.locator("[data-clock-figure]")).to_have_text("12")

    page.clock.run_for("08:20")

    expect(clock).to_have_attribute("data-state", "nearly_late")
    expect(clock.locator("[data-clock-figure]")).to_have_text("3")
    expect(clock.get_by_text("Hampir terlambat", exact=True).first).to_be_visible()
    expect(clock.get_by_text("Tepat waktu", exact=True).first).to_be_hidden()
    assert float(clock.locator("[data-clock-ring]").get_attribute("stroke-dashoffset")) == 900 - 180

    page.clock.run_for("02:30")
    expect(clock.locator("[data-clock-figure]")).to_have_text("30")
    expect(clock.locator("[data-clock-unit]")).to_have_text("detik lagi")

    page.clock.run_for("00:31")
    expect(clock).to_have_attribute("data-state", "late")
    expect(clock.locator("[data-clock-unit]")).to_have_text("menit lewat")
    expect(clock.get_by_text("seharusnya siap sebelum")).to_be_visible()


def _hold(page: Page) -> None:
    """The page's time passes only where the test says so, however slowly a busy machine looks."""
    page.clock.install(time=MORNING)
    page.clock.pause_at(MORNING + timedelta(seconds=1))


def test_a_clock_of_a_closed_office_stands_still(page: Page) -> None:
    _hold(page)
    page.goto(RESIDENT)
    closed = page.locator(".clock[data-running=false]")
    expect(closed.locator("[data-clock-figure]")).to_have_text("47")

    page.clock.run_for("30:00")

    expect(closed.locator("[data-clock-figure]")).to_have_text("47")


def test_a_clock_stops_when_the_office_closes(page: Page) -> None:
    _hold(page)
    page.route("**/ui/", _closes_in_two_minutes)
    page.goto(RESIDENT)

    page.clock.run_for("10:00")

    expect(page.locator(".clock [data-clock-figure]").first).to_have_text("10")


def _closes_in_two_minutes(route: Route) -> None:
    page = route.fetch()
    route.fulfill(
        response=page, body=page.text().replace("data-clock ", 'data-clock data-stops-in-seconds="120" ', 1)
    )


def test_the_clock_is_announced_at_most_once_a_minute(page: Page) -> None:
    _hold(page)
    page.goto(RESIDENT)
    page.evaluate(
        "window.spoken = []; new MutationObserver(() => window.spoken.push(Date.now()))"
        ".observe(document.querySelector('[data-clock-spoken]'), {childList: true})"
    )

    page.clock.run_for("11:00")

    moments = page.evaluate("window.spoken")
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert 3 <= len(moments) <= 11
    assert min(gaps) >= 60_000


def test_a_form_posts_once_and_says_when_it_is_slow(page: Page) -> None:
    posts: list[Request] = []
    page.goto(RESIDENT)
    page.route("**/ui/**", lambda route: (posts.append(route.request), route.fulfill(status=204)))
    submit = page.get_by_role("button", name="Ajukan")

    submit.click()
    submit.click(force=True)

    expect(page.locator("form[data-sent] .slow")).to_be_visible()
    # A module that loads late asks for itself by GET at the same folder.
    assert [request.method for request in posts if request.method != "GET"] == ["POST"]


def test_a_refused_button_sends_nothing(page: Page) -> None:
    page.goto(RESIDENT)
    before = page.url

    page.locator("[data-refused]").first.click(force=True)

    assert page.url == before
    assert page.locator("form[data-sent]").count() == 0


def test_a_key_presses_its_button(page: Page) -> None:
    page.goto(DESK)
    _count_presses(page, "a")

    page.keyboard.press("a")

    assert page.evaluate("window.presses") == 1


def test_a_key_does_nothing_while_someone_types(page: Page) -> None:
    page.goto(DESK)
    _count_presses(page, "a")

    page.locator("#f1").press_sequentially("Ananda")
    page.locator("#f2").press("a")
    page.keyboard.press("Control+a")

    assert page.evaluate("window.presses") == 0
    expect(page.locator("#f1")).to_have_value("Ananda")


def _count_presses(page: Page, key: str) -> None:
    page.evaluate(
        "key => { window.presses = 0; document.querySelector(`[data-key=${key}]`)"
        ".addEventListener('click', event => { event.preventDefault(); window.presses += 1; }); }",
        key,
    )


def test_a_reference_is_copied_as_it_is_stored(page: Page) -> None:
    page.goto(RESIDENT)

    page.get_by_role("button", name="Salin Nomor permohonan").click()

    expect(page.get_by_text("Tersalin.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "ABCDEFGHJKX"


def test_without_javascript_no_button_promises_to_copy(browser: Browser, address: str) -> None:
    page = browser.new_context(base_url=address, java_script_enabled=False).new_page()
    page.goto(RESIDENT)

    expect(page.locator("[data-copy]").first).to_be_hidden()
    expect(page.get_by_text("ABCDE-FGHJK-X")).to_be_visible()
