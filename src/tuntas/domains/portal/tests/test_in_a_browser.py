"""The resident's pages in a real browser: everyone can read them, on the smallest phone, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
WIDTH = 320
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from django.db import connections

    from tuntas.platform.ui.tests.browsing import chromium

    # Playwright's loop hides the connection of the tests before, and a template in use can't be copied.
    connections.close_all()
    with chromium() as started:
        yield started


@pytest.fixture
def address(own_db: str) -> Iterator[str]:
    from tests import world

    from tuntas.platform.ui.tests.browsing import served

    world.world()
    with served() as where:
        yield where


def phone(chromium: Browser, address: str, **how: Any) -> Page:
    context = chromium.new_context(base_url=address, viewport={"width": WIDTH, "height": 640}, **how)
    context.set_default_timeout(60_000)
    return context.new_page()


@pytest.mark.parametrize("language", ["id", "en"])
def test_everyone_can_read_every_page_and_none_runs_over_the_edge(
    chromium: Browser, address: str, language: str
) -> None:
    page, found = phone(chromium, address), {}
    page.context.add_cookies([{"name": "tuntas_language", "value": language, "url": address}])
    for where in _every_page(page):
        found[where] = _faults(page)

    assert len(found) > 30
    assert not any(found.values()), {where: faults for where, faults in found.items() if faults}


def test_a_started_form_can_be_reloaded_and_copied(chromium: Browser, address: str) -> None:
    page = phone(chromium, address)
    page.goto("/")
    page.get_by_role("link", name="Akta kelahiran").click()
    page.get_by_role("button", name="Ajukan").click()
    page.locator(".copy-value").first.wait_for()
    page.wait_for_load_state()
    shown = page.locator(".copy-value").all_inner_texts()

    page.reload()

    expect(page.locator(".copy-value")).to_have_text(shown)


def test_the_receipt_comes_from_the_page_that_shows_the_pin(chromium: Browser, address: str) -> None:
    page = phone(chromium, address)
    _open_draft(page)
    page.locator("button[name=send]").click()

    with page.expect_download() as receipt:
        page.get_by_role("button", name="Simpan bukti permohonan (PDF)").click()

    assert receipt.value.suggested_filename == "bukti-permohonan.pdf"
    expect(page.get_by_role("heading", name="Permohonan Anda terkirim")).to_be_visible()


def test_another_office_is_found_with_the_enter_key_and_without_scripts(
    chromium: Browser, address: str
) -> None:
    page = phone(chromium, address, java_script_enabled=False)
    _open_draft(page)

    page.locator("details.pick summary").click()
    page.locator("#place").fill("Menteng")
    page.locator("#place").press("Enter")
    page.get_by_text("Sektor Dukcapil Kecamatan Menteng").click()
    page.locator("button[name=send]").click()

    expect(page.locator(".lead")).to_contain_text("Sektor Dukcapil Kecamatan Menteng")


def _every_page(page: Page) -> Iterator[str]:
    """Opens each page of a resident, one after the other."""
    from tests import world as w

    from tuntas.domains.cases import queries
    from tuntas.domains.cases.models import Case

    for where in ("/", f"/services/{w.SERVICE}/", "/continue/", "/track/"):
        page.goto(where)
        yield where
    case = _open_draft(page)
    for one in queries.form_of(case).pages(case.answers):
        page.goto(f"/apply/{case.link}/{one.id}/")
        yield one.id
    page.goto(f"/apply/{case.link}/check/")
    yield "check"
    page.locator("button[name=send]").click()
    yield "submitted"
    page.goto(f"/track/case/{case.pk}/")
    yield "case"
    page.goto(f"/track/case/{case.pk}/withdrawal/")
    yield "withdrawal"
    _ask_for_a_paper(Case.objects.get(pk=case.pk))
    page.goto(f"/track/case/{case.pk}/")
    yield "returned"


def _open_draft(page: Page) -> Any:
    """A form with every answer given, opened by its link and PIN, at its last page."""
    from tests import world as w

    from tuntas.domains.cases import actions as cases
    from tuntas.platform import clock
    from tuntas.platform.actors import PUBLIC

    from .visiting import PASSED_OVER

    started = cases.start_draft(w.SERVICE, by=PUBLIC, at=clock.now())
    case = cases.answer(started.case.pk, w.answers(**PASSED_OVER), by=w.resident(started.case), at=clock.now())
    page.goto(f"/apply/{case.link}/")
    page.locator("#pin").fill(started.pin)
    page.locator("main .actions button").click()
    page.wait_for_url(re.compile("/check/"))
    return case


def _ask_for_a_paper(case: Any) -> None:
    from tests import world as w

    from tuntas.domains.cases import actions as cases
    from tuntas.domains.offices import queries as offices
    from tuntas.domains.offices.models import Staff
    from tuntas.platform import clock

    at = clock.now()
    officer = offices.actor_for(Staff.objects.get(username="peragaan.petugas1"), at.date())
    assert case.office_code == w.OFFICE
    cases.take(case.pk, by=officer, at=at)
    cases.return_to_applicant(case.pk, requirement="kk", note="Tidak terbaca.", by=officer, at=at)


def _faults(page: Page) -> list[str]:
    page.wait_for_load_state()  # a press waits for the page behind it, not for its styles
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in Axe().run(page, options=RULES).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    if page.evaluate(f"document.documentElement.scrollWidth > {WIDTH}"):
        found.append("runs over the edge")
    return found
