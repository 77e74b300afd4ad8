"""A real Chromium for the tests of the look."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tuntas.platform.ui.tests.browsing import chromium, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    may = ["clipboard-read", "clipboard-write"]
    opened = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, permissions=may)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
