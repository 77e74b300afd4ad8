"""Somebody new is invited, sets password and passkey, and enters by the passkey from then on."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import City
from tests.journeys import office

ADMINISTRATOR = "Administrator Peragaan"
PASSWORD = "sebelas-kereta-malam"


def test_invited_by_letter_and_in_by_passkey(city: City) -> None:
    admin = city.desktop()
    office.sign_in(admin, ADMINISTRATOR)
    _add_somebody(admin)
    city.settle()
    link = _link_in_the_letter(city.desktop())

    newcomer = city.phone()
    _give_authenticator(newcomer)
    newcomer.goto(link.replace("127.0.0.1", "localhost"))
    newcomer.get_by_label("Kata sandi baru Anda").fill(PASSWORD)
    newcomer.get_by_label("Kata sandi yang sama sekali lagi").fill(PASSWORD)
    newcomer.get_by_role("button", name="Buat kata sandi").click()
    newcomer.goto(f"{_by_name(city)}/desk/")  # no way past the second step
    newcomer.wait_for_url("**/staff/protect/")
    newcomer.get_by_role("link", name="Tambah kunci sandi").click()
    newcomer.get_by_role("button", name="Tambahkan kunci sandi").click()
    newcomer.wait_for_url("**/staff/recovery-codes/")
    expect(newcomer.locator("main code")).to_have_count(10)
    newcomer.get_by_role("link", name="Lanjutkan ke meja kerja").click()
    expect(newcomer.locator(".who")).to_contain_text("Pegawai Undangan")

    office.sign_out(newcomer)
    newcomer.wait_for_url("**/staff/sign-in/")
    newcomer.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(newcomer.locator(".who")).to_contain_text("Pegawai Undangan")

    office.sign_out(newcomer)
    newcomer.get_by_label("Nama pengguna Anda").fill("pegawai.undangan")
    newcomer.get_by_label("Kata sandi Anda").fill(PASSWORD)
    newcomer.get_by_role("button", name="Masuk", exact=True).click()
    newcomer.get_by_role("button", name="Pakai kunci sandi").click()
    expect(newcomer.locator(".who")).to_contain_text("Pegawai Undangan")


def test_address_that_is_a_number_says_why_there_are_no_passkeys(city: City) -> None:
    page = city.phone()
    page.goto("/staff/sign-in/")
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_have_count(0)
    office.sign_in(page, ADMINISTRATOR)

    page.goto("/staff/protect/")

    expect(page.get_by_role("main")).to_contain_text("Kunci sandi tidak dapat dipakai di alamat ini.")
    expect(page.get_by_role("link", name=_by_name(city))).to_be_visible()


def _add_somebody(admin: Page) -> None:
    admin.get_by_role("link", name="Pegawai", exact=True).click()
    admin.get_by_role("link", name="Tambah pegawai").click()
    admin.get_by_label("Nama", exact=True).fill("Pegawai Undangan")
    admin.get_by_label("Nama pengguna", exact=True).fill("pegawai.undangan")
    admin.get_by_label(re.compile("^Alamat email")).fill("undangan@example.org")
    admin.get_by_label("Peran", exact=True).select_option("officer")
    admin.get_by_label("Kantor", exact=True).select_option("31.71.01.1001")
    admin.get_by_label("Jenis kepegawaian", exact=True).select_option("PJLP")
    admin.get_by_role("button", name="Tambah dan undang").click()
    expect(admin.get_by_role("main")).to_contain_text("Tautan sedang dikirim lewat email.")


def _link_in_the_letter(page: Page) -> str:
    page.goto("/demonstration/messages/")
    page.get_by_role("link", name="Undangan bagi pegawai untuk membuat kata sandi").first.click()
    return str(page.locator("article a").get_attribute("href"))


def _give_authenticator(page: Page) -> None:
    """A device with a fingerprint that always fits."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _by_name(city: City) -> str:
    """The same machine by its name: browsers bind no passkey to a number."""
    return city.site.origin.replace("127.0.0.1", "localhost")
