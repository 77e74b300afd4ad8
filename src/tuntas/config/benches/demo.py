"""How long until a demonstration's city is served, and until it has lived through three days?"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator

from .house import House, built, throwaway_cluster
from .lines import Line

RESIDENTS, DAYS = 20_000, 3
GIVE_UP_SECONDS = 1800
HOW_FAR = """
import django, json; django.setup()
from tuntas.config.city.models import Progress
city = Progress.objects.get()
print(json.dumps([city.is_living, city.residents, city.planned, city.refused]))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    residents = options.residents or RESIDENTS
    with throwaway_cluster() as cluster:
        began = time.monotonic()
        with (
            built(cluster, residents=residents, days=DAYS) as house,
            house.open(web=options.web, workers=options.workers),
        ):
            served = time.monotonic() - began
            living = _lived(house)
            lived = time.monotonic() - began
    yield {
        "name": "demo",
        "value": round(served, 1),
        "unit": "s",
        "lived_s": round(lived, 1),
        "residents": living[1],
        "days": DAYS,
        "steps": living[2],
        "steps_refused": living[3],
    }


def _lived(house: House) -> list[int]:
    limit = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < limit:
        living: list[int] = json.loads(house.python("-c", HOW_FAR))
        if not living[0]:
            return living
        time.sleep(2)
    raise RuntimeError("The city never came to its end.")
