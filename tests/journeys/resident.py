"""What a resident does on a phone, in the words that stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.world import FAMILY

CHILD = "ANAK CONTOH PERTAMA"
NEXT = "Simpan dan lanjutkan"


def start(page: Page, service: str = "Akta kelahiran") -> tuple[str, str]:
    """Two taps from the first page to the service, a third to the form: its address and its PIN."""
    page.goto("/")
    page.get_by_role("link", name=service).click()
    page.get_by_role("button", name="Ajukan").click()
    # The answer has the same address, so nothing else says when it is there.
    page.locator(".copy-value").first.wait_for()
    page.wait_for_load_state()
    pin, address = (one.inner_text() for one in page.locator(".copy-value").all())
    return address, pin.replace(" ", "")


def begin(page: Page, first: str = "applicant-relation") -> None:
    page.get_by_role("link", name="Lanjut ke pertanyaan pertama").click()
    page.wait_for_url(f"**/{first}/")


def on(page: Page) -> str:
    """The page of the form that stands on the screen."""
    found = re.search(r"/apply/[a-z2-7]+/([a-z0-9-]+)/", page.url)
    return found[1] if found else ""


def answer_until(
    page: Page, stop: str, send: Callable[[Page], None], **changes: Callable[[Page], None]
) -> None:
    """Answer each page of a birth as it comes, one after the other, up to the one called `stop`."""
    answer_each(page, stop, {**answers(send), **{name.replace("_", "-"): how for name, how in changes.items()}})


def answer_each(page: Page, stop: str, given: Mapping[str, Callable[[Page], None]]) -> None:
    """Answer each page as it comes, up to the one called `stop`."""
    for _page in range(40):
        here = on(page)
        if here == stop:
            return
        given[here](page)
        page.get_by_role("button", name=NEXT).click()
        expect(page).not_to_have_url(re.compile(f"/{here}/"))
    raise AssertionError(f"never came to {stop}")


def answers(send: Callable[[Page], None]) -> Mapping[str, Callable[[Page], None]]:
    """How each page is answered; `send` sends a file from a page of files."""
    return {
        "applicant-relation": choosing("Ibu"),
        "kk-number": writing("Nomor KK", FAMILY.family_number),
        "kk-place": place("Gambir", "Gambir, Gambir, Jakarta Pusat"),
        "child-name": writing("Nama lengkap anak", CHILD),
        "child-sex": choosing("Perempuan"),
        "birth-date": writing("Tanggal lahir anak", "2-11-2026"),
        "birth-time": writing("Pukul berapa", "10.42"),
        "birth-place-kind": choosing("Rumah sakit atau rumah bersalin"),
        "birth-place": writing("Kota atau kabupaten", "Jakarta"),
        "birth-kind": choosing("Tunggal"),
        "birth-order": writing("Anak ini anak ke berapa", "1"),
        "birth-helper": choosing("Dokter"),
        "birth-measures": writing("Berat", "3200"),
        "mother": person(FAMILY.mother, FAMILY.mother_nik, "11 September 1990"),
        "parents-marriage": choosing("Tercatat"),
        "father": person(FAMILY.father, FAMILY.father_nik, "14-2-1988"),
        "witnesses": witnesses,
        "birth-proof": choosing("Surat keterangan kelahiran"),
        "birth-letter-file": send,
        "marriage-certificate-file": send,
        "kk-file": send,
        "contact": lambda page: None,
    }


def choosing(label: str) -> Callable[[Page], None]:
    return lambda page: choose(page, label)


def choose(page: Page, label: str) -> None:
    """Tap the line of a choice: the whole line is the target."""
    page.locator(".choice label").get_by_text(label, exact=True).click()


def writing(label: str, text: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(label).first.fill(text)


def person(name: str, nik: str, born: str) -> Callable[[Page], None]:
    def write(page: Page) -> None:
        page.get_by_label("Nama lengkap").fill(name)
        choose(page, "Indonesia (WNI)")
        page.get_by_label("NIK").fill(nik)
        page.get_by_label("Tempat lahir").fill("Jakarta")
        page.get_by_label("Tanggal lahir").fill(born)

    return write


def place(name: str, which: str) -> Callable[[Page], None]:
    """Write the name; where several are called so, the page asks which."""

    def write(page: Page) -> None:
        page.get_by_label("Kelurahan pada KK").first.fill(name)
        page.get_by_role("button", name=NEXT).click()
        choose(page, which)

    return write


def witnesses(page: Page) -> None:
    page.wait_for_load_state()
    for number, row in enumerate(page.locator(".row").all(), start=1):
        row.get_by_label("Nama lengkap").fill(f"SAKSI CONTOH {'SATU' if number == 1 else 'DUA'}")
        row.get_by_label("NIK").fill(f"997101010170000{number}")


def sending(photo: Path) -> Callable[[Page], None]:
    """Choose the photo; the script sends it."""

    def send(page: Page) -> None:
        page.set_input_files("input[type=file]", photo)
        expect(page.get_by_role("status").filter(has_text="Berkas sudah diterima.")).to_be_visible()

    return send


def sending_plainly(photo: Path) -> Callable[[Page], None]:
    """Choose the photo and press the button that sends it: no script runs."""

    def send(page: Page) -> None:
        page.set_input_files("input[type=file]", photo)
        page.get_by_role("button", name="Kirim berkas").click()
        expect(page.get_by_role("link", name="halaman 1")).to_be_visible()

    return send


def submit(page: Page) -> tuple[str, str]:
    """Send the checked form: reference and PIN."""
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Permohonan Anda terkirim")
    page.wait_for_load_state()
    reference, pin = (one.inner_text().replace(" ", "") for one in page.locator(".copy-value").all())
    return reference, pin


def track(page: Page, reference: str, pin: str) -> None:
    page.goto("/track/")
    page.get_by_label("Nomor permohonan").fill(reference)
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Tampilkan permohonan saya").click()
    expect(page).to_have_url(re.compile("/track/case/"))
