"""How many people can fifty counters of one office call from one queue in a second, and is anybody called twice?

The counters' own verbs (call the next, begin; the one before is finished), each with its key and its facts, in four
processes; pages and sign-in are not in this figure.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from .house import House, throwaway_house
from .lines import Line

LIMIT = 150
PROCESSES = 4
READY_SECONDS = 5.0  # so long the processes have to load before the first begins
CALL = "import django, json; django.setup()\nfrom tuntas.domains.counters import bench\n"


def run(options: argparse.Namespace, *, counters: int = 50, tickets: int = 5000) -> Iterator[Line]:
    with throwaway_house() as house:
        house.python("-c", f"{CALL}bench.fill({counters}, {tickets})")
        begin = time.time() + READY_SECONDS
        edges = [counters * place // PROCESSES for place in range(PROCESSES + 1)]
        shares = [(edges[place] + 1, edges[place + 1], begin, options.seconds) for place in range(PROCESSES)]
        with ThreadPoolExecutor(PROCESSES) as together:
            done = list(together.map(lambda share: _serve(house, *share), shares))
        found = json.loads(house.python("-c", f"{CALL}print(json.dumps(bench.checked()))"))
    seconds = max(one["milliseconds"] for one in done) / 1000
    value = round(found["calls"] / seconds, 1)
    yield {
        "name": "calls",
        "value": value,
        "unit": "calls/s",
        "limit": LIMIT,
        **found,
        "seconds": round(seconds, 1),
    }


def _serve(house: House, first: int, last: int, begin: float, seconds: float) -> dict[str, int]:
    wait = f"import time; time.sleep(max(0, {begin} - time.time()))\n"
    done: dict[str, int] = json.loads(
        house.python("-c", f"{CALL}{wait}print(json.dumps(bench.work({first}, {last}, {begin + seconds})))")
    )
    return done
