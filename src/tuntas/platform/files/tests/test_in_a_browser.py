"""Sending a file as a person does: with scripts, with a broken line, after a reload, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from . import samples
from .city import City

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)  # beside other tests a process may be slow
RECEIVED = "Berkas sudah diterima."


@pytest.fixture
def page(browser: Browser, city: City) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(city.page_url)
    yield page
    page.context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Seven pieces long."""
    sent = samples.noisy_photo()
    assert len(sent) > 6 * 256 * 1024
    (tmp_path / "letter.jpg").write_bytes(sent)
    return tmp_path / "letter.jpg"


def test_sends_a_photo_and_shows_it(page: Page, photo: Path, city: City) -> None:
    page.set_input_files("input[type=file]", photo)

    expect(page.get_by_role("status")).to_have_text(RECEIVED)
    expect(page.get_by_role("checkbox")).to_be_checked()
    address = page.get_by_role("link", name="halaman 1").get_attribute("href")
    assert city.browser.get(city.origin + str(address)).content.startswith(b"\xff\xd8\xff")


def test_sends_a_photo_that_was_chosen_before_the_script_arrived(
    browser: Browser, photo: Path, city: City
) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/upload*.js", lambda route: held.append(route))
    page.goto(city.page_url, wait_until="commit")

    page.set_input_files("input[type=file]", photo)
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()

    expect(page.get_by_role("status")).to_have_text(RECEIVED)
    page.context.close()


def test_goes_on_by_itself_after_a_broken_line(page: Page, photo: Path) -> None:
    broken: list[str] = []

    def break_the_third(route: Route) -> None:
        broken.append(route.request.headers.get("upload-offset", ""))
        route.abort() if len(broken) == 3 else route.continue_()

    page.route("**/pieces/", break_the_third)
    page.set_input_files("input[type=file]", photo)

    expect(page.get_by_role("status")).to_contain_text("Sambungan terputus")
    expect(page.get_by_role("status")).to_have_text(RECEIVED)
    assert broken[2] == broken[3]


def test_goes_on_where_it_was_after_a_reload(page: Page, photo: Path) -> None:
    offsets: list[int] = []

    def stop_after_two(route: Route) -> None:
        offsets.append(int(route.request.headers["upload-offset"]))
        route.abort() if len(offsets) > 2 else route.continue_()

    page.route("**/pieces/", stop_after_two)
    page.set_input_files("input[type=file]", photo)
    expect(page.get_by_role("status")).to_contain_text("Sambungan terputus")
    page.unroute("**/pieces/")
    page.reload()
    after: list[tuple[str, str]] = []
    page.on("request", lambda one: after.append((one.url, one.headers.get("upload-offset", ""))))
    page.set_input_files("input[type=file]", photo)

    expect(page.get_by_role("status")).to_have_text(RECEIVED)
    assert not [url for url, _ in after if url.endswith("/uploads/")]  # no second upload was begun
    assert next(offset for _, offset in after if offset) == str(2 * 256 * 1024)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_says_why_a_file_is_refused_and_keeps_the_answers(page: Page, tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_bytes(samples.pdf(change=samples.with_script))
    page.get_by_label("Name").fill("Budi")

    page.set_input_files("input[type=file]", tmp_path / "letter.jpg")

    expect(page.get_by_role("alert")).to_contain_text("PDF ini berisi program")
    expect(page.get_by_role("alert")).to_contain_text("Jawaban Anda yang lain tetap tersimpan")
    expect(page.get_by_label("Name")).to_have_value("Budi")


def test_refuses_a_file_that_is_too_large_without_sending_it(page: Page, tmp_path: Path) -> None:
    (tmp_path / "film.jpg").write_bytes(bytes(10 * 1024 * 1024 + 1))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.set_input_files("input[type=file]", tmp_path / "film.jpg")

    expect(page.get_by_role("alert")).to_contain_text("lebih besar dari 10 MB")
    assert not sent


def test_has_no_serious_fault_for_people_with_disabilities(page: Page, photo: Path) -> None:
    page.set_input_files("input[type=file]", photo)
    expect(page.get_by_role("status")).to_have_text(RECEIVED)

    faults = Axe().run(page).response["violations"]

    assert not [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}]


def test_sends_a_photo_without_scripts(browser: Browser, city: City, photo: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(city.page_url)

    page.set_input_files("input[type=file]", photo)
    page.get_by_role("button", name="Kirim berkas").click()

    expect(page).to_have_url(city.page_url)
    expect(page.get_by_role("link", name="halaman 1")).to_be_visible()
    page.context.close()


def test_says_without_scripts_why_a_file_is_refused(browser: Browser, city: City) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(city.page_url)

    page.get_by_role("button", name="Kirim berkas").click()

    expect(page.get_by_role("alert")).to_contain_text("Berkas ini kosong")
    page.context.close()
