"""An applicant who thinks that nothing is missing: the head of unit decides, and the clock shows who was right."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser import City
from tests.journeys import office, resident

NOTE, REASON = "Foto ini gelap.", "Foto terbaca jelas, berkas lengkap."


def test_an_overturned_return_never_stopped_the_clock(city: City, phone: Page, desktop: Page) -> None:
    case, pin = _returned(city)
    resident.track(phone, str(case.reference), pin)
    expect(phone.locator(".clock")).to_have_attribute("data-state", "paused")

    phone.get_by_role("button", name="Ajukan keberatan").click()
    expect(phone.get_by_role("main")).to_contain_text("Kepala unit memutuskan")
    expect(phone.locator(".clock")).to_have_attribute("data-state", "on_time")
    city.later(minutes=3)
    _decide(desktop, str(case.reference), "Batalkan: tidak ada yang kurang")

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Dokumen itu tidak kurang", ignore_case=True)
    expect(phone.get_by_role("main")).to_contain_text(REASON)
    assert office.figure(phone) == 60 - 2 - 4 - 3  # before the return, until the contest, until the decision


def test_an_upheld_return_waits_for_the_applicant_again(city: City, phone: Page, desktop: Page) -> None:
    case, pin = _returned(city)
    resident.track(phone, str(case.reference), pin)

    phone.get_by_role("button", name="Ajukan keberatan").click()
    expect(phone.get_by_role("main")).to_contain_text("Kepala unit memutuskan")
    city.later(minutes=3)
    _decide(desktop, str(case.reference), "Kuatkan: dokumen memang perlu")

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Kepala unit menguatkan pengembalian ini.")
    expect(phone.get_by_role("main")).to_contain_text(REASON)
    expect(phone.locator(".clock")).to_have_attribute("data-state", "paused")
    expect(phone.get_by_role("button", name="Ajukan keberatan")).to_have_count(0)
    expect(phone.get_by_role("button", name="Kirim dokumen ini")).to_be_visible()


def test_an_officer_does_not_decide_on_the_own_return(city: City, desktop: Page, phone: Page) -> None:
    case, pin = _returned(city)
    resident.track(phone, str(case.reference), pin)
    phone.get_by_role("button", name="Ajukan keberatan").click()

    office.sign_in(desktop, office.OFFICER)
    office.open_case(desktop, office.shown(str(case.reference)))

    expect(desktop.get_by_role("button", name="Batalkan")).to_have_count(0)
    expect(desktop.get_by_role("main")).to_contain_text("Pemohon berkeberatan atas pengembalian ini.")


def _returned(city: City) -> tuple[w.Case, str]:
    """An application that is being checked, sent back after two minutes, four minutes ago."""
    from tuntas.domains.cases import actions as cases
    from tuntas.platform import clock

    there = w.world(clock.now())
    case = w.draft(there.at)
    sent = cases.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at)
    cases.take(case.pk, by=there.officer, at=there.at)
    at = city.later(minutes=2)
    cases.return_to_applicant(case.pk, requirement="kk", note=NOTE, by=there.officer, at=at)
    city.later(minutes=4)
    return sent.case, sent.pin


def _decide(desktop: Page, reference: str, verdict: str) -> None:
    office.sign_in(desktop, office.HEAD)
    office.open_case(desktop, office.shown(reference))
    desktop.get_by_label("Alasan (dibaca pemohon)").first.fill(REASON)
    desktop.get_by_role("button", name=verdict).click()
    expect(desktop.get_by_role("main")).to_contain_text("Sudah diputus.")
