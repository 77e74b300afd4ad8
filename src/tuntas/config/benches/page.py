"""What do the pages weigh that people open most, and when are they there on a slow phone network?"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from .house import throwaway_house
from .lines import Line, median

BYTES_LIMIT, LCP_LIMIT_MS = 60_000, 1_500
LOADS = 5
RESIDENTS = ("first", "service")
# Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PHONE = {"width": 360, "height": 740}
# The largest contentful paint so far, when nothing larger came for half a second.
LCP = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) last = entry.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  const look = seen => setTimeout(() => last && seen === last ? done(last) : look(last), 500);
  look(0);
})"""


CASES = 20
OFFICER = """
import django, json; django.setup()
from tuntas.config.benches import page
print(json.dumps(page.desk_of({cases})))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house, house.open(web=1, workers=options.workers):
        officer = json.loads(house.python("-c", OFFICER.format(cases=CASES)))
        session = {"name": officer["cookie"], "value": officer["session"], "url": house.origin}
        pages: list[tuple[str, str, list[dict[str, str]]]] = [
            ("first", "/", []),
            ("service", "/services/akta-kelahiran/", []),
            ("desk", "/desk/", [session]),
            ("case", f"/desk/cases/{officer['case']}/", [session]),
        ]
        for which, path, cookies in pages:
            yield _line(which, measured(f"{house.origin}{path}", cookies=cookies))


def _line(which: str, loads: list[tuple[int, float]]) -> Line:
    heaviest, lcp = max(size for size, _lcp in loads), median([paint for _size, paint in loads])
    line: Line = {"name": "page", "value": heaviest, "unit": "bytes", "of": which, "bytes": heaviest}
    # The limits are promised to residents; officers sit at a cable.
    if which in RESIDENTS:
        line |= {"limit": BYTES_LIMIT, "lcp_limit_ms": LCP_LIMIT_MS}
    return {**line, "lcp_ms": round(lcp), "loads": len(loads)}


def desk_of(cases: int) -> dict[str, str]:
    """An officer's session, and so many cases that wait at their office; run inside an installation."""
    from django.conf import settings
    from django.test import Client

    from tuntas.config.benches import drafts
    from tuntas.domains.cases import actions
    from tuntas.domains.offices import demonstration as offices
    from tuntas.domains.offices.models import Staff
    from tuntas.platform import clock
    from tuntas.platform.actors import Actor, Kind

    at = clock.now()
    for number in range(cases):
        case_id = drafts.prepare(number, at)["case"]
        actions.submit(case_id, office_code=drafts.OFFICE, by=Actor(Kind.RESIDENT, case_id), at=at)
    client = Client()
    client.force_login(Staff.objects.get(pk=offices.load(at).officer.id))
    name = settings.SESSION_COOKIE_NAME
    return {"cookie": name, "session": client.cookies[name].value, "case": case_id}


def measured(
    address: str, *, loads: int = LOADS, cookies: Sequence[dict[str, str]] = ()
) -> list[tuple[int, float]]:
    """Bytes and largest contentful paint of each load, every time in a browser that was never here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            _load(browser, address, cookies)  # the server's and the browser's own first time
            return [_load(browser, address, cookies) for _ in range(loads)]
        finally:
            browser.close()


def _load(browser: Any, address: str, cookies: Sequence[dict[str, str]]) -> tuple[int, float]:
    context = browser.new_context(viewport=PHONE, is_mobile=True, device_scale_factor=2)
    context.add_cookies(list(cookies))
    page = context.new_page()
    cable = context.new_cdp_session(page)
    sizes: list[int] = []
    cable.send("Network.enable")
    cable.send("Network.emulateNetworkConditions", NETWORK)
    # As transferred: compressed, headers included.
    cable.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    try:
        page.goto(address, wait_until="networkidle")
        return sum(sizes), float(page.evaluate(LCP))
    finally:
        context.close()
