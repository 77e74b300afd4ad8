"""A change of family card data, from the phone to the new card, with the old one void at once."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import other_services as o
from tests import world as w
from tests.browser import City, axe
from tests.journeys import office, resident
from tests.journeys.papers import photo_of
from tests.journeys.test_birth import text_of
from tests.journeys.test_ktp_el_lost import _verdict, _who
from tuntas.platform import clock


def test_a_change_is_proposed_decided_and_printed(
    city: City, phone: Page, desktop: Page, tmp_path: Path
) -> None:
    there = w.world(clock.now())
    old = w.documents_of(o.changed(there, o.blood(), settle=city.settle))[0].token
    reference, pin = _applies(phone, photo_of("IJAZAH", tmp_path))

    office.sign_in(desktop, office.OFFICER)
    office.open_case(desktop, reference)
    office.press(desktop, "t", "Permohonan ini sekarang Anda pegang.")
    expect(desktop.get_by_role("row", name="Pendidikan terakhir")).to_contain_text("S2")
    axe(desktop)
    office.tick_papers(desktop)
    office.press(desktop, "a", "Berkas lengkap. Janji layanan berjalan.")
    assert _verdict(city, old) == "Asli dan berlaku"

    head = city.desktop()
    office.sign_in(head, office.HEAD)
    office.approve(head, reference)

    assert _verdict(city, old) == "Sudah diganti"
    city.settle()
    desktop.reload()
    office.hand_over(desktop, to="family_head")
    _the_new_card_is_downloaded(city, phone, reference, pin)


def _applies(phone: Page, photo: Path) -> tuple[str, str]:
    send = resident.sending(photo)
    resident.start(phone, "Perubahan data KK")
    resident.begin(phone)
    resident.answer_each(
        phone,
        "check",
        {
            "applicant-relation": resident.choosing("Kepala keluarga"),
            "applicant": _who,
            "kk-place": resident.place("Gambir", "Gambir, Gambir, Jakarta Pusat"),
            "whose-data": resident.choosing("Data saya sendiri"),
            "elements": resident.choosing("Pendidikan terakhir"),
            "change-education": _education,
            "kk-file": send,
            "diploma-file": send,
            "contact": lambda page: None,
        },
    )
    return resident.submit(phone)


def _education(page: Page) -> None:
    page.get_by_label("Pendidikan terakhir pada KK sekarang").select_option("D-IV/S1")
    page.get_by_label("Pendidikan terakhir menjadi").select_option("S2")
    axe(page)


def _the_new_card_is_downloaded(city: City, phone: Page, reference: str, pin: str) -> None:
    resident.track(phone, reference, pin)
    with phone.expect_download() as got:
        phone.get_by_role("link", name=re.compile("Unduh.*keluarga", re.IGNORECASE)).click()
    words = text_of(Path(got.value.path()).read_bytes())
    assert w.FAMILY.father in words
    assert "S2" in words
