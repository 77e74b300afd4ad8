"""At the counter: an officer starts a case with the keyboard alone, and its applicant takes it along on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
import segno
from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser import City, axe, fits, thumbs
from tests.journeys import office
from tuntas.platform import clock


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the codes on the screen say: a camera would read it."""
    addresses: list[str] = []
    make = segno.make

    def listening(address: str, **more: Any) -> segno.QRCode:
        addresses.append(address)
        return make(address, **more)

    monkeypatch.setattr(segno, "make", listening)
    return addresses


def test_a_case_is_started_by_keyboard_and_taken_along_by_its_code(
    city: City, desktop: Page, drawn: list[str]
) -> None:
    w.world(clock.now())
    office.sign_in(desktop, office.OFFICER)

    desktop.keyboard.press("b")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Layanan apa?")
    axe(desktop)
    desktop.wait_for_load_state()
    desktop.keyboard.press(_key_of(desktop, "KTP-el hilang"))
    desktop.wait_for_url("**/desk/new/ktp-el-hilang/")
    desktop.wait_for_load_state()
    _types_the_form(desktop)
    desktop.keyboard.press("Control+Enter")
    expect(desktop.get_by_role("alert")).to_contain_text("Centang setelah Anda melihat aslinya")
    axe(desktop)
    _ticks_with_the_space_bar(desktop)
    desktop.keyboard.press("Control+Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Permohonan sudah dimulai dan Anda pegang")
    axe(desktop)
    numbers = [_plain(one) for one in desktop.locator(".code-large").all_inner_texts()]
    receipt = _prints(desktop)

    phone = city.phone()
    phone.goto(next(address for address in drawn if "/receive/" in address))
    axe(phone)
    fits(phone, 320)
    phone.get_by_role("button", name="Buka permohonan saya").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Catat ini")
    assert [_plain(one) for one in phone.locator(".copy-value").all_inner_texts()] == numbers
    axe(phone)
    thumbs(phone)
    phone.get_by_role("main").get_by_role("link", name="Lacak permohonan").click()
    expect(phone.get_by_role("main")).to_contain_text("Sedang diperiksa")

    assert receipt.startswith("bukti-permohonan")
    desktop.keyboard.press("o")
    desktop.wait_for_url("**/desk/cases/*/")
    desktop.wait_for_load_state()
    office.press(desktop, "a", "Berkas lengkap. Janji layanan berjalan.")


def _key_of(page: Page, service: str) -> str:
    return page.get_by_role("link", name=service).get_attribute("data-key") or ""


def _types_the_form(page: Page) -> None:
    """The cursor stands in the first field; from there on it is Tab alone."""
    for typed in (w.FAMILY.father, w.FAMILY.father_nik, w.FAMILY.family_number):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    expect(page.get_by_label("Kelurahan pada KK Anda")).to_have_value(re.compile("Gambir"))


def _ticks_with_the_space_bar(page: Page) -> None:
    boxes = page.locator("input[name=seen]")
    for _step in range(40):
        if page.evaluate("document.activeElement.name === 'seen' && !document.activeElement.checked"):
            page.keyboard.press("Space")
        if all(box.is_checked() for box in boxes.all()):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The boxes are not reached by Tab.")


def _prints(page: Page) -> str:
    page.wait_for_load_state()
    with page.expect_download() as got:
        page.keyboard.press("p")
    return str(got.value.suggested_filename)


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)
