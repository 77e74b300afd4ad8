"""What does the page that a resident opens first weigh, and when is it there on a slow phone network?"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from typing import Any

from .house import throwaway_house
from .lines import Line, median

BYTES_LIMIT, LCP_LIMIT_MS = 60_000, 1_500
LOADS = 5
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


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house, house.open(web=1, workers=options.workers):
        loads = measured(house.origin)
    heaviest, lcp = max(size for size, _lcp in loads), median([paint for _size, paint in loads])
    yield {
        "name": "page",
        "value": heaviest,
        "unit": "bytes",
        "limit": BYTES_LIMIT,
        "bytes": heaviest,
        "lcp_ms": round(lcp),
        "lcp_limit_ms": LCP_LIMIT_MS,
        "loads": len(loads),
    }


def measured(address: str, *, loads: int = LOADS) -> list[tuple[int, float]]:
    """Bytes and largest contentful paint of each load, every time in a browser that was never here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            _load(browser, address)  # the server's and the browser's own first time
            return [_load(browser, address) for _ in range(loads)]
        finally:
            browser.close()


def _load(browser: Any, address: str) -> tuple[int, float]:
    context = browser.new_context(viewport=PHONE, is_mobile=True, device_scale_factor=2)
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
