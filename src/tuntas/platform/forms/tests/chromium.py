"""Drawn forms in a real browser, without a server: the page and the scripts are handed in by route."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

STATIC = Path(__file__).resolve().parents[1] / "static"
ORIGIN = "http://forms.test"
ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("TUNTAS_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGS)
        yield browser
        browser.close()


def show(page: Page, form: str) -> None:
    """Open a page that holds this form; scripts come from the package's static folder."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path.endswith(".js"):
            script = STATIC / "forms" / path.rsplit("/", 1)[1]
            route.fulfill(content_type="text/javascript", body=script.read_text(encoding="utf-8"))
        else:
            document = (
                f'<!doctype html><html lang="id"><title>x</title><main><form novalidate>{form}</form></main>'
            )
            route.fulfill(content_type="text/html; charset=utf-8", body=document)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/")
