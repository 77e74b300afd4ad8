"""How many numbers do kiosks give in a second, over HTTP, and is one given twice or left out?

First at every office at once (`value`), then all clients at one (`one_office`), where each waits for the one before.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from .clients import at_once
from .house import House, throwaway_house
from .lines import Line, median, say, share
from .ticket_sql import EACH, scripts_of
from .walk import expect
from .wire import Answer, Visitor, Wire

LIMIT, ONE_OFFICE_LIMIT = 400, 200
LETTERS = "ABCDE"
WARM_UP_SECONDS = 3.0
SET_UP = "import django, json; django.setup()\nfrom tuntas.domains.counters import bench_tickets as bench\n"


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house:
        kiosks = json.loads(house.python("-c", f"{SET_UP}print(json.dumps(bench.open_everywhere()))"))
        everywhere, one = scripts_of(house, kiosks[:40]), scripts_of(house, kiosks[:1])
        before = everywhere.run(options.clients, EACH), one.run(options.clients, EACH)
        with house.open(web=options.web, workers=options.workers):
            press(house, kiosks, options.clients, min(WARM_UP_SECONDS, options.seconds))
            spread = press(house, kiosks, options.clients, options.seconds)
            crowded = press(house, kiosks[:1], options.clients, options.seconds)
        after = everywhere.run(options.clients, EACH), one.run(options.clients, EACH)
        found = json.loads(house.python("-c", f"{SET_UP}print(json.dumps(bench.checked()))"))
    tps, one_tps = (median([first, last]) for first, last in zip(before, after, strict=True))
    yield {
        "name": "tickets",
        "value": round(spread.rate, 1),
        "unit": "1/s",
        "limit": LIMIT,
        "one_office": round(crowded.rate, 1),
        "one_office_limit": ONE_OFFICE_LIMIT,
        **found,
        "ratio": round(spread.rate / tps, 2),
        "one_office_ratio": round(crowded.rate / one_tps, 2),
        "pgbench_tps": round(tps, 1),
        "one_office_pgbench_tps": round(one_tps, 1),
        "pgbench_by": everywhere.by,
        "offices": len(kiosks),
        "p95_ms": round(share(spread.taken, 95), 1),
        "one_office_p95_ms": round(share(crowded.taken, 95), 1),
        "clients": options.clients,
    }


class Pressed:
    """What the clients did."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.taken: list[float] = []  # milliseconds of each press

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds


class Finger:
    """One client: presses a button of a kiosk again and again."""

    def __init__(self, port: int) -> None:
        self.wire = Wire(port)
        self.taken: list[float] = []

    def press(self, secret: str) -> None:
        began = time.perf_counter()
        expect(self._ask(secret, random.choice(LETTERS)), 200)  # noqa: S311  no secret
        self.taken.append((time.perf_counter() - began) * 1000)

    def _ask(self, secret: str, letter: str) -> Answer:
        body = urlencode({"key": str(uuid.uuid4()), "letter": letter}).encode()
        head = (
            f"POST /kiosk/ HTTP/1.1\r\nHost: {self.wire.host}\r\nOrigin: http://{self.wire.host}\r\n"
            f"Cookie: tuntas_kiosk={secret}\r\nAccept: application/json\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self.wire.send(head, body, Visitor())


def press(house: House, kiosks: Sequence[dict[str, Any]], clients: int, seconds: float) -> Pressed:
    """So many clients at once at these kiosks; a press counts when it is answered within the time."""
    say(f"{clients} clients at {len(kiosks)} kiosks …")
    fingers = [Finger(house.port) for _ in range(clients)]
    until = time.perf_counter() + seconds

    def work(finger: Finger) -> None:
        while time.perf_counter() < until:
            finger.press(random.choice(kiosks)["secret"])  # noqa: S311
        finger.taken.pop()

    at_once(work, fingers)
    done = Pressed(seconds)
    for finger in fingers:
        finger.wire.close()
        done.taken += finger.taken
    return done
