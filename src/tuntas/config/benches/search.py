"""How long does an officer wait for the persons of a name, among a million?"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from random import Random

from .house import built, throwaway_cluster
from .lines import Line

RESIDENTS, SEARCHES, LIMIT_MS = 1_000_000, 400, 50
CALL = """
import django, json; django.setup()
from tuntas.config.benches import search
print(json.dumps(search.timed({count})))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    residents = options.residents or RESIDENTS
    with throwaway_cluster() as cluster:
        began = time.monotonic()
        with built(cluster, residents=residents) as house:
            settled = time.monotonic() - began
            figures = json.loads(house.python("-c", CALL.format(count=SEARCHES)))
    yield {
        "name": "search",
        "value": figures["p95_ms"],
        "unit": "ms",
        "limit": LIMIT_MS,
        **figures,
        "residents": residents,
        "settled_s": round(settled, 1),
    }


def timed(count: int) -> dict[str, float]:
    """Searches as officers make them: a whole name, a first word, four letters with a year."""
    from tuntas.config.city import names
    from tuntas.domains.offices import demonstration as offices
    from tuntas.domains.register import actions
    from tuntas.platform import clock

    officer = offices.load(clock.now()).officer
    draw = Random(7)  # noqa: S311 – a play, not a secret
    took, found = [], 0
    for number in range(count):
        name = names.given(draw, draw.choice(("female", "male")))
        asked = (name, name.split()[0], " ".join(word[:4] for word in name.split()))[number % 3]
        year = draw.randrange(1950, 2020) if number % 3 else None
        began = time.perf_counter()
        rows, _ = actions.search_persons(asked, year=year, by=officer, at=clock.now())
        took.append((time.perf_counter() - began) * 1000)
        found += len(rows)
    took.sort()
    return {
        "p50_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "worst_ms": round(took[-1], 1),
        "shown_each": round(found / count, 1),
    }
