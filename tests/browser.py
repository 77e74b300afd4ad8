"""A real browser before the real pages: one server a module, a database, a clock and a journal for each test."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tuntas.platform.live.tests import running
from tuntas.platform.ui.tests.browsing import PATIENCE, chromium, served

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
# Ordinary contrast is 4.5 : 1; ours is 7 : 1.
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}}, "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Site:
    """Where the pages and the upload process listen, and what looks at them."""

    origin: str
    live: str
    chromium: Browser


@dataclass
class City:
    """One test's city: open a phone or a desktop, let jobs and minutes pass."""

    site: Site
    database: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def phone(self, **more: Any) -> Page:
        """A resident's phone that knows nothing of any other."""
        return self.open(**{**PHONE, **more})

    def desktop(self, **more: Any) -> Page:
        return self.open(**{**DESKTOP, **more})

    def open(self, *, language: str = "", **more: Any) -> Page:
        context = self.site.chromium.new_context(base_url=self.site.origin, **more)
        context.set_default_timeout(PATIENCE)
        if language:
            context.add_cookies([{"name": "tuntas_language", "value": language, "url": self.site.origin}])
        self.contexts.append(context)
        context.on("page", self._listen)
        return context.new_page()

    def settle(self) -> None:
        """Run the jobs that wait and sign the journal, as worker and steward do: not in the browser's thread."""
        with ThreadPoolExecutor(1) as worker:
            worker.submit(_settle).result()

    def later(self, **ahead: float) -> datetime:
        """Let office and residents come back so much later."""
        from tuntas.platform import clock

        clock.set(clock.now() + timedelta(**ahead))
        return clock.now()

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _listen(self, page: Page) -> None:
        """What the browser says against a page: scripts that fail, and what the content policy stops."""
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))

    def _heard(self, page: Page, kind: str, text: str) -> None:
        # A page that answers "not there" or "refused" is no fault of the page before it.
        if kind in {"error", "warning"} and "the server responded with a status of" not in text:
            self.complaints.append(f"{page.url}: {text}")


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    """Pages in this process, uploads in a process of their own before them, and one browser."""
    from django.test import override_settings

    web, live = (f"http://127.0.0.1:{running.free_port()}" for _ in range(2))
    origins = {
        "WEB_ORIGIN": web,
        "PUBLIC_ORIGIN": web,
        "LIVE_ORIGIN": live,
        "CSRF_TRUSTED_ORIGINS": [web, live],
    }
    environ = {"TUNTAS_WEB_ORIGIN": web, "TUNTAS_LIVE_ORIGIN": live}
    with (
        override_settings(**origins),
        running.granian("asgi", "tuntas.platform.live.app:application", _port(live), **environ),
        served(_port(web)) as origin,
        chromium() as browser,
    ):
        yield Site(origin, live, browser)


@pytest.fixture
def city(site: Site, own_db: str, settings: Any, tmp_path: Any) -> Iterator[City]:
    """The demonstration city with its cast, just opened; ends with a look at what the browser complained about."""
    from tuntas.config.city import days
    from tuntas.config.commands import demo
    from tuntas.platform import clock

    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    clock.set(datetime.now(UTC).replace(microsecond=0))
    demo.load(days.Wanted(residents=0), report=lambda _line: None)
    opened = City(site, own_db)
    opened.settle()
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def phone(city: City) -> Page:
    return city.phone()


@pytest.fixture
def desktop(city: City) -> Page:
    return city.desktop()


def axe(page: Page) -> None:
    """Nobody is kept out of this page: no fault of impact serious or critical."""
    page.wait_for_load_state()  # a press waits for the page behind it, not for its styles
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert not faults, f"{page.url}: {faults}"


def fits(page: Page, width: int) -> None:
    """Nothing runs over the edge of a window of this width."""
    page.wait_for_load_state()
    page.set_viewport_size({"width": width, "height": 800})
    taken = page.evaluate("document.documentElement.scrollWidth")
    assert taken <= width, f"{page.url} is {taken} wide at {width}"


def thumbs(page: Page) -> None:
    """What is pressed measures 44 pixels each way; a link inside a sentence is as high as its line."""
    page.wait_for_load_state()
    small = page.evaluate(SMALL)
    assert not small, f"{page.url}: {small}"


SMALL = """() => {
  const shown = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
    const box = one.getBoundingClientRect();
    return one.getClientRects().length && box.width > 1 && box.bottom > 0 && box.right > 0;
  });
  const inSentence = one => one.matches('a') && getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some(near => near !== one && near.textContent.trim());
  const target = one => (one.matches('[type=radio], [type=checkbox]') && one.closest('.choice, label')) || one;
  return shown.filter(one => !inSentence(one)).map(target).filter(one => {
    const box = one.getBoundingClientRect();
    return box.height < 43.5 || box.width < 43.5;
  }).map(one => one.outerHTML.slice(0, 120));
}"""


def _settle() -> None:
    from django.db import connections

    from tuntas.domains.figures import actions as figures
    from tuntas.platform import clock, jobs
    from tuntas.platform.journal import sequencer

    try:
        jobs.run_pending()
        sequencer.turn(at=clock.now())
        figures.roll_up(clock.now())
    finally:
        connections.close_all()


def _port(origin: str) -> int:
    return int(origin.rsplit(":", 1)[1])
