"""A lost KTP-el, from the phone to the card in the hand."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests import other_services as o
from tests import world as w
from tests.browser import City, axe
from tests.journeys import office, resident
from tests.journeys.papers import photo_of
from tests.journeys.test_birth import text_of
from tuntas.domains.counters.tests import crowd
from tuntas.platform import clock


def test_a_lost_card_is_asked_for_printed_and_collected(
    city: City, phone: Page, desktop: Page, tmp_path: Path
) -> None:
    there = w.world(clock.now())
    lost = w.documents_of(o.printed(there, settle=city.settle))[0].token
    photo = photo_of("SURAT KEHILANGAN", tmp_path)

    reference, pin = _applies(phone, photo)
    assert _verdict(city, lost) == "Asli dan berlaku"
    city.settle()
    office.sign_in(desktop, office.OFFICER)
    office.open_case(desktop, reference)
    office.press(desktop, "t", "Permohonan ini sekarang Anda pegang.")
    expect(desktop.get_by_role("row", name="Pemohon")).to_contain_text("dikenal")
    axe(desktop)
    office.tick_papers(desktop)
    office.press(desktop, "a", "Berkas lengkap. Janji layanan berjalan.")

    assert _verdict(city, lost) == "Sudah diganti"
    city.later(minutes=6)
    city.settle()
    desktop.reload()
    card = text_of(office.print_card(desktop, "KTP-000777"))
    assert w.FAMILY.father in card
    assert "CONTOH – BUKAN DOKUMEN RESMI (SPECIMEN)" in card
    city.settle()
    _is_called_and_collects(desktop, reference)

    resident.track(phone, reference, pin)
    expect(phone.locator(".clock")).to_contain_text("siap setelah 6 menit")
    expect(phone.get_by_role("link", name="Unduh")).to_have_count(0)
    expect(phone.get_by_role("main")).to_contain_text("Sudah diserahkan")


def _is_called_and_collects(desktop: Page, reference: str) -> None:
    """By keyboard alone, from the call of whoever collects to the call of the next."""
    for letter in ("D", "B"):
        crowd.issue(clock.now(), letter)
    office.press(desktop, "l", "Loket mana yang Anda buka?")
    office.press(desktop, "1", "Loket 1 kosong")
    hands = office.Hands(desktop)
    hands.press("n")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("D 001")
    desktop.wait_for_load_state()
    hands.press("m")
    expect(desktop.get_by_label("Atau pindai bukti permohonan")).to_be_visible()
    desktop.wait_for_load_state()
    hands.press("c")
    hands.type(reference)
    hands.press("Enter")
    desktop.wait_for_url("**/desk/cases/*/")
    desktop.wait_for_load_state()
    hands.press("h")
    expect(desktop.locator("#proof-ktp_el")).to_be_focused()
    axe(desktop)
    hands.press("4", "Enter")
    expect(desktop.get_by_role("main")).to_contain_text("Sudah diserahkan. Permohonan selesai.")
    desktop.wait_for_load_state()
    hands.press("n")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("B 001")

    # Seven keys, and what the scanner types with its Enter.
    assert (hands.pressed, hands.fields) == (8 + len(reference), 1)


def _applies(phone: Page, photo: Path) -> tuple[str, str]:
    send = resident.sending(photo)
    resident.start(phone, "KTP-el hilang")
    resident.begin(phone, "applicant")
    resident.answer_each(
        phone,
        "check",
        {
            "applicant": _who,
            "kk-place": resident.place("Gambir", "Gambir, Gambir, Jakarta Pusat"),
            "police-letter-file": send,
            "kk-file": send,
            "contact": lambda page: None,
        },
    )
    return resident.submit(phone)


def _who(page: Page) -> None:
    page.get_by_label("Nama lengkap").fill(w.FAMILY.father)
    page.get_by_label("NIK").fill(w.FAMILY.father_nik)
    page.get_by_label("Nomor KK").fill(w.FAMILY.family_number)


def _verdict(city: City, token: str) -> str:
    stranger = city.phone()
    stranger.goto(f"/verify/{token}")
    said = stranger.get_by_role("heading", level=1).inner_text()
    stranger.context.close()
    return said
