"""The page of all components in a real browser: who can read it, where it fits, what its modules do."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tuntas.platform.ui.urls")]
RESIDENT, DESK = "/ui/", "/ui/?door=desk"
# Ordinary contrast is 4.5 : 1; ours is 7 : 1.
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}


def _faults(page: Page) -> list[dict[str, Any]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        {"rule": fault["id"], "where": [node["html"][:120] for node in fault["nodes"]]}
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("where", [RESIDENT, DESK])
def test_nobody_is_kept_out(
    page: Page, context: BrowserContext, address: str, where: str, language: str
) -> None:
    context.add_cookies([{"name": "tuntas_language", "value": language, "url": address}])
    page.goto(where)

    assert _faults(page) == []


def test_the_check_finds_a_planted_fault(page: Page) -> None:
    page.goto(RESIDENT)

    page.evaluate("document.querySelector('label[for=name]').remove()")
    page.evaluate("document.querySelector('.hint').style.color = '#6e6a60'")

    assert {"label", "color-contrast-enhanced"} <= {fault["rule"] for fault in _faults(page)}


@pytest.mark.parametrize("where", [RESIDENT, DESK])
@pytest.mark.parametrize("width", [320, 390, 640, 768, 1440, 3840])
def test_nothing_runs_over_the_edge(page: Page, where: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(where)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("where", [RESIDENT, DESK])
def test_the_browser_refuses_nothing_of_ours(page: Page, where: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(where)
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # all was run and drawn

    assert said == []


def test_what_is_pressed_is_large_enough_for_a_thumb(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(RESIDENT)

    heights = page.evaluate(
        "[...document.querySelectorAll('button, .button, .choice, .services a, .back, .foot a, select, "
        "input:not([type=hidden])')]"
        ".filter(thing => thing.getClientRects().length && !thing.matches('.choice input'))"
        ".map(thing => thing.getBoundingClientRect().height)"
    )

    assert len(heights) > 10
    assert min(heights) >= 44


def test_the_language_changes_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_context(base_url=address, java_script_enabled=False).new_page()
    page.goto(DESK)

    page.locator(".who summary").click()
    page.get_by_role("button", name="English").click()

    page.locator(".who summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert page.url.endswith(DESK)


def test_the_first_rows_of_a_page_stay_light(page: Page, address: str) -> None:
    sizes = [page.request.get(f"{address}{path}").body() for path in _styles(page)]

    assert len(sizes) == 3
    assert sum(map(len, sizes)) <= 25_000


def _styles(page: Page) -> list[str]:
    page.goto("/nowhere/")
    return page.eval_on_selector_all(
        "head link[rel=stylesheet]:not([media])", "links => links.map(link => new URL(link.href).pathname)"
    )
