"""How long do both rotations of keys take while clients work, and how much slower are those meanwhile?"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator

from tuntas.config.session import ROOT

from .house import House, throwaway_house
from .lifecycle import prepared, walkers
from .lines import Line, say
from .walk import Clients, Draft, Walker, walk

CASES = 10_000
DRAFTS = 3_000
SLICE_SECONDS = 2.0
# Everything is opened and every hash made again, by a process that knows the new keys only.
LOOK = """
import django; django.setup()
from tuntas.config import encrypted, rotating, start
from tuntas.platform.secrets import hashes, ring
from tuntas.platform.secrets.rotation import filling, walking
start.refuse_unsafe()
known = ring.look()
assert known.encrypts_with == 2 and known.in_columns == (2,), known
assert not any(walking.count_of(place, other_than=2) for place in encrypted.places())
for one in hashes.everything():
    assert not any(filling.wrong(one, 2, rest=0)), one.name
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    count = options.cases or CASES
    with throwaway_house() as house:
        say(f"Filling a database with {count} cases …")
        house.python("-m", "tuntas.config.benches.seeding", str(count), "main", as_owner=True)
        drafts = prepared(house, DRAFTS)
        with house.open(web=options.web, workers=options.workers), walkers(house, options.clients) as clients:
            alone = walk(clients, drafts, seconds=min(options.seconds, 10))
            data = _meanwhile(house, "data", clients, drafts)
            hashed = _meanwhile(house, "hash", clients, drafts)
        house.python("-c", LOOK)
    yield {
        "name": "rotate",
        "value": round(data[0] + hashed[0], 1),
        "unit": "s",
        "cases": count,
        "data_s": round(data[0], 1),
        "hash_s": round(hashed[0], 1),
        "lifecycles_meanwhile": data[1].done + hashed[1].done,
        "rate_alone": round(alone.rate, 1),
        "rate_data": round(data[1].rate, 1),
        "rate_hash": round(hashed[1].rate, 1),
    }


def _meanwhile(house: House, key: str, clients: list[Walker], drafts: deque[Draft]) -> tuple[float, Clients]:
    """Rotate while the clients work; a client that gets one wrong answer ends the figure."""
    began, total = time.monotonic(), Clients()
    with (house.folder / f"rotate-{key}.log").open("w+") as said:
        rotation = subprocess.Popen(
            [sys.executable, "-m", "tuntas", "secrets", "rotate", key],
            env={**house.environment, "TUNTAS_STATE": str(house.folder)},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            while rotation.poll() is None:
                if len(drafts) < 60 * SLICE_SECONDS:
                    rotation.wait()
                    break
                done = walk(clients, drafts, seconds=SLICE_SECONDS)
                total.done, total.seconds = total.done + done.done, total.seconds + done.seconds
        finally:
            if rotation.poll() is None:
                rotation.terminate()
                rotation.wait()
        said.seek(0)
        if rotation.returncode:
            raise RuntimeError(f"Rotating the {key} key failed: {said.read()[-2000:]}")
    return time.monotonic() - began, total
