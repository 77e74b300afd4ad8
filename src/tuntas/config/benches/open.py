"""How long do the open pages take over a year of every office, and how fast are the journal's facts counted?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from .house import throwaway_house
from .lines import Line

CASES = 5_000
CALL = """
import django, json; django.setup()
from tuntas.domains.public import bench
print(json.dumps(bench.run()))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house:
        cases = str(options.cases or CASES)
        house.python("-m", "tuntas.config.benches.seeding", cases, "whole", as_owner=True)
        yield json.loads(house.python("-c", CALL))
