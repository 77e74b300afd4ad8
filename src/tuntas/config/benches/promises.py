"""How long until one broken promise among a hundred thousand open ones is noticed?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from .house import throwaway_house
from .lines import Line

CALL = """
import django, json; django.setup()
from tuntas.domains.promises import bench
print(json.dumps(bench.run(open_promises={count})))
"""


def run(options: argparse.Namespace, *, count: int = 100_000) -> Iterator[Line]:
    with throwaway_house() as house:
        yield json.loads(house.python("-c", CALL.format(count=count)))
