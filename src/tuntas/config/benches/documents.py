"""How many documents a second do two workers render and sign?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from .house import throwaway_house
from .lines import Line

CALL = """
import django, json; django.setup()
from tuntas.domains.documents import bench
print(json.dumps(bench.run(count={count})))
"""


def run(options: argparse.Namespace, *, count: int = 240) -> Iterator[Line]:
    with throwaway_house() as house:
        yield json.loads(house.python("-c", CALL.format(count=count)))
