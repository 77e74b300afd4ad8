"""The scripts in a browser: questions come and go with the answers, rows are added and removed; axe finds no fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import QueryDict
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from tuntas.platform.forms import dense, page_fields, parse_form, parse_page, summary
from tuntas.platform.forms.tests.chromium import chromium, show
from tuntas.platform.forms.tests.small import TODAY, drawable_form, good_answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    yield page
    page.close()


def dense_page(answers: dict[str, Any]) -> str:
    return render_to_string("forms/dense.html", {"sections": dense(drawable_form(), answers)})


def posted(page: Page) -> QueryDict:
    """What the browser would post of the form now."""
    return QueryDict(page.evaluate("new URLSearchParams(new FormData(document.forms[0])).toString()"))


def test_a_page_appears_when_its_condition_holds(browser_page: Page) -> None:
    show(browser_page, dense_page({}))
    spouse = browser_page.locator("[data-question=spouse]")
    expect(spouse).to_be_hidden()

    browser_page.check("[name=married][value=yes]")
    expect(spouse).to_be_visible()

    browser_page.check("[name=married][value=no]")
    expect(spouse).to_be_hidden()


def test_a_part_of_a_person_follows_another_part(browser_page: Page) -> None:
    show(browser_page, dense_page({"married": True}))
    browser_page.check("[name='spouse.nationality'][value=wna]")

    expect(browser_page.locator("[data-name='spouse.travel_document']")).to_be_visible()
    expect(browser_page.locator("[data-name='spouse.nik']")).to_be_hidden()


def test_a_row_follows_its_own_answers(browser_page: Page) -> None:
    show(browser_page, dense_page({"witnesses": [{"name": "Satu"}, {"name": "Dua"}]}))

    browser_page.check("[name='witnesses.1.knows'][value=no]")

    expect(browser_page.locator("[data-name='witnesses.1.why']")).to_be_visible()
    expect(browser_page.locator("[data-name='witnesses.0.why']")).to_be_hidden()


def test_rows_are_added_and_removed_without_a_new_page(browser_page: Page) -> None:
    show(browser_page, dense_page(good_answers()))
    browser_page.click("[data-add-row]")
    browser_page.fill("[name='witnesses.1.name']", "Saksi Dua")
    browser_page.check("[name='witnesses.1.knows'][value=yes]")
    browser_page.click("[data-add-row]")
    expect(browser_page.locator("[data-add-row]")).to_be_hidden()

    browser_page.locator("[data-row='0'] [data-remove-row]").click()
    browser_page.locator("[data-row='2'] [data-remove-row]").click()

    parsed = parse_form(drawable_form(), posted(browser_page), answers=good_answers(), today=TODAY)
    assert parsed.errors == []
    assert parsed.values["witnesses"] == [{"name": "Saksi Dua", "knows": True}]
    expect(browser_page.locator("[data-remove-row]")).to_be_hidden()


def test_rows_are_added_by_posting_without_scripts(browser: Browser) -> None:
    page = drawable_form().page("witnesses")
    plain = browser.new_context(java_script_enabled=False).new_page()
    show(
        plain,
        render_to_string("forms/_page.html", {"page": page, "fields": page_fields(page, {}), "parsed": None}),
    )

    plain.fill("[name='witnesses.0.name']", "Satu")
    with plain.expect_request(lambda request: "witnesses.add" in request.url) as sent:
        plain.click("[data-add-row]")

    parsed = parse_page(page, QueryDict(sent.value.url.split("?")[1]), answers={}, today=TODAY)
    assert [row.get("name") for row in parsed.shown["witnesses"]] == ["Satu", None]


def test_axe_finds_no_serious_fault(browser_page: Page) -> None:
    for drawn in (dense_page(good_answers()), _refused_page(), _summary_page()):
        show(browser_page, drawn)

        assert _serious(browser_page) == []


def test_axe_would_find_a_planted_fault(browser_page: Page) -> None:
    show(browser_page, dense_page(good_answers()).replace('<label for="q-weight">', "<label>"))

    assert "label" in _serious(browser_page)


def _refused_page() -> str:
    page = drawable_form().page("spouse")
    answers = {"married": True}
    parsed = parse_page(page, {"spouse.nationality": "wni"}, answers=answers, today=TODAY)
    return render_to_string(
        "forms/_page.html", {"page": page, "fields": page_fields(page, answers, parsed), "parsed": parsed}
    )


def _summary_page() -> str:
    context = {"sections": summary(drawable_form(), good_answers()), "change_base": "/x/"}
    return "<h1>x</h1>" + render_to_string("forms/summary.html", context)


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]
