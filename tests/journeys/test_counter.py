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
from tests.journeys.office import Hands
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
    hands = Hands(desktop)

    hands.press("b")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Layanan apa?")
    axe(desktop)
    _chooses(hands, "ktp-el-hilang", "KTP-el hilang")
    _looks_up(hands, w.FAMILY.father_nik, "applicant.nik")
    hands.press("1")
    _sends(hands)
    expect(desktop.get_by_role("alert")).to_contain_text("Centang setelah Anda melihat aslinya")
    axe(desktop)
    _waits(desktop)
    hands.press("2")
    _sends(hands)
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Permohonan sudah dimulai dan Anda pegang")
    # The fault on the way costs three keys; who makes none presses 23, and types in one field.
    assert (hands.pressed, hands.fields) == (25, 1)
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


def test_a_birth_is_typed_from_top_to_bottom_with_enter_alone(city: City, desktop: Page) -> None:
    w.world(clock.now())
    office.sign_in(desktop, office.OFFICER)
    hands = Hands(desktop)

    hands.press("b")
    _chooses(hands, "akta-kelahiran", "Akta kelahiran")
    _looks_up(hands, w.FAMILY.mother_nik, "mother.nik")
    _looks_up(hands, w.FAMILY.father_nik, "father.nik")
    for name, answer in BIRTH:
        expect(desktop.locator(":focus")).to_have_attribute("name", name)
        _answers(hands, answer)
    expect(desktop.locator(":focus")).to_have_attribute("value", "birth_letter")
    for box in desktop.locator("input[name=seen]:visible").all()[::2]:
        hands.press(box.get_attribute("data-key") or "")
        expect(box).to_be_checked()
    _sends(hands)
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Permohonan sudah dimulai dan Anda pegang")
    # Parents and family card come from the register: the child and the witnesses are what is typed.
    assert hands.fields == 11
    assert hands.pressed <= 180


FIRST, PASS = "first", "pass"
BIRTH = (
    ("applicant_relation", FIRST),
    ("child_name", "ANAK CONTOH PERTAMA"),
    ("child_sex", FIRST),
    ("birth_date", "1-11-2026"),
    ("birth_time", "10.42"),
    ("birth_place_kind", FIRST),
    ("birth_place", "Jakarta"),
    ("birth_kind", FIRST),
    ("birth_order", "1"),
    ("birth_helper", FIRST),
    ("birth_weight", PASS),
    ("birth_length", PASS),
    ("parents_marriage", FIRST),
    ("witnesses.0.name", "SAKSI CONTOH SATU"),
    ("witnesses.0.nik", "9971010101700001"),
    ("witnesses.0.kk_number", PASS),
    ("witnesses.1.name", "SAKSI CONTOH DUA"),
    ("witnesses.1.nik", "9971010101700002"),
    ("witnesses.1.kk_number", PASS),
    ("birth_proof", FIRST),
    ("email", PASS),
    ("phone", PASS),
)


def _answers(hands: Hands, answer: str) -> None:
    """The first choice by the space bar, a text as it is; Enter goes on to what is still empty."""
    if answer == FIRST:
        hands.press("Space")
    elif answer != PASS:
        hands.type(answer)
    hands.press("Enter")


def _chooses(hands: Hands, code: str, name: str) -> None:
    hands.page.wait_for_load_state()
    hands.press(hands.page.get_by_role("link", name=name).get_attribute("data-key") or "")
    hands.page.wait_for_url(f"**/desk/new/{code}/")
    _waits(hands.page)


def _looks_up(hands: Hands, nik: str, filled: str) -> None:
    """The cursor stands in the one line to look somebody up."""
    expect(hands.page.locator("#find-name")).to_be_focused()
    hands.type(nik)
    hands.press("Enter")
    expect(hands.page.locator(f'[name="{filled}"]')).to_have_value(nik)
    _waits(hands.page)


def _sends(hands: Hands) -> None:
    hands.press("Control+Enter")
    _waits(hands.page)


def _waits(page: Page) -> None:
    """Before a page has its scripts no key does anything."""
    page.wait_for_load_state()


def _prints(page: Page) -> str:
    page.wait_for_load_state()
    with page.expect_download() as got:
        page.keyboard.press("p")
    return str(got.value.suggested_filename)


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)
