"""Does a look at the wall cost the same with a million past tickets as with ten thousand? Measured in turns."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace

from .house import House, as_admin, built, throwaway_cluster
from .lines import Line, median, say

LIMIT = 1.2
INSIDE = "import django, json; django.setup()\nfrom tuntas.config.benches import wall_inside\n"
LOOKS = 20  # of one round
TURNS = 4  # times --rounds


def run(
    options: argparse.Namespace, *, small: int = 10_000, large: int = 1_000_000, looks: int = LOOKS
) -> Iterator[Line]:
    with throwaway_cluster() as cluster, built(cluster, "few") as one:
        cluster.clone("few", "many")
        other = replace(one, database="many")
        for house, tickets in ((one, small), (other, large)):
            _fill(house, tickets)
        as_admin(one, "checkpoint")
        rounds = []
        turns = max(options.rounds, 1) * TURNS
        for number in range(turns):
            say(f"Looking at both, {number + 1} of {turns} …")
            # Whoever goes first finds the colder machine: they take turns.
            order = (one, other) if number % 2 else (other, one)
            took = {house.database: _look(house, looks) for house in order}
            rounds.append((took["few"], took["many"]))
        # Each round over its own neighbour: what else the machine does then falls out.
        flatness = round(median([many / few for few, many in rounds]), 2)
        yield {
            "name": "wall",
            "value": flatness,
            "unit": "ratio",
            "limit": LIMIT,
            "flatness": flatness,
            "rounds": len(rounds),
            "small": {"tickets": small, "ms": round(median([few for few, _ in rounds]), 2)},
            "large": {"tickets": large, "ms": round(median([many for _, many in rounds]), 2)},
        }


def _fill(house: House, tickets: int) -> None:
    say(f"Filling in {tickets} past tickets …")
    house.python("-c", f"{INSIDE}wall_inside.fill({tickets})")
    as_admin(house, "vacuum analyze")


def _look(house: House, looks: int) -> float:
    """The middle of so many looks, in milliseconds of statements."""
    return median(json.loads(house.python("-c", f"{INSIDE}print(json.dumps(wall_inside.looked({looks})))")))
