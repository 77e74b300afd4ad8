"""What the cast does at its desks, by the words and keys that stand on the screen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

OFFICER, REGISTRAR, HEAD = "Petugas Peragaan Satu", "Pejabat Pencatatan Peragaan", "Kepala Unit Peragaan"


class Hands:
    """An officer's two hands on the keyboard; counts what they press. Ctrl + Enter counts as two."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.fields = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1 + key.count("Control+")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)
        self.fields += 1


def sign_in(page: Page, name: str) -> None:
    """One click, in a demonstration."""
    page.goto("/desk/")
    page.get_by_role("button", name=name).click()
    expect(page.locator(".who")).to_contain_text(name)
    page.wait_for_load_state()


def sign_out(page: Page) -> None:
    page.locator(".who summary").click()
    page.get_by_role("button", name="Keluar").click()


def open_case(page: Page, reference: str) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=reference).click()
    page.wait_for_url("**/desk/cases/*/")


def press(page: Page, key: str, then: str) -> None:
    """A key does what the button that carries it does, and the page says what was done."""
    page.wait_for_load_state()  # before it no key is listened to
    page.keyboard.press(key)
    expect(page.get_by_role("main")).to_contain_text(then)
    page.wait_for_load_state()


def tick_papers(page: Page) -> None:
    """Each paper's photo was looked at: keys 1, 2, 3 … as they stand beside the boxes."""
    page.wait_for_load_state()
    for box in page.locator("li:has(.sheet) input[name=seen]").all():
        page.keyboard.press(box.get_attribute("data-key") or "")
        expect(box).to_be_checked()


def send_back(page: Page, paper: str, note: str) -> None:
    page.get_by_text("Kembalikan karena satu dokumen kurang").click()
    page.locator(".choice label[for^='paper-']").get_by_text(paper, exact=True).click()
    page.get_by_label("Apa yang kurang?").fill(note)
    page.get_by_role("button", name="Kembalikan kepada pemohon").click()
    expect(page.get_by_role("main")).to_contain_text("Dikembalikan kepada pemohon untuk satu dokumen ini.")


def approve(page: Page, reference: str) -> None:
    page.goto("/desk/approvals/")
    page.get_by_label(reference).check()
    press(page, "a", "1 permohonan disetujui.")


def print_card(page: Page, blank: str) -> bytes:
    """The card's layout as it goes to the printer; then its blank's number is written down."""
    with page.expect_download() as got:
        page.get_by_role("link", name="Cetak kartu").click()
    page.get_by_label("Nomor blangko").fill(blank)
    page.get_by_role("button", name="Catat sudah dicetak").click()
    expect(page.get_by_role("main")).to_contain_text("Kartu dicatat sudah dicetak.")
    return Path(got.value.path()).read_bytes()


def hand_over(page: Page, *, to: str = "mother", proof: str = "ktp_el") -> None:
    page.locator(f"label[for=proof-{proof}]").click()
    page.locator(f"label[for=collector-{to}]").click()
    page.get_by_role("button", name="Serahkan").click()
    expect(page.get_by_role("main")).to_contain_text("Sudah diserahkan. Permohonan selesai.")


def shown(reference: str) -> str:
    """A reference as it stands on the screen."""
    return f"{reference[:5]}-{reference[5:10]}-{reference[10:]}"


def figure(page: Page) -> int:
    """What the large clock says."""
    return int(page.locator(".clock [data-clock-figure]").inner_text())
