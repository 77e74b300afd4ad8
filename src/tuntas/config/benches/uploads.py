"""How much do 50 stalled uploads slow the pages down?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from .house import throwaway_house
from .lines import Line


def run(options: argparse.Namespace) -> Iterator[Line]:
    from tuntas.platform.live import bench

    with throwaway_house() as house, house.open(web=1, workers=options.workers):
        yield bench.run(house.origin, house.live_origin)
