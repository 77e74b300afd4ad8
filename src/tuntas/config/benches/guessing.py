"""Does the time of an answer tell a reference that exists from one that does not?"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from random import Random

from .house import throwaway_house
from .lines import Line

TRIES, OF_EACH, LIMIT = 2000, 40, 0.60
CALL = """
import django, json; django.setup()
from tuntas.config.benches import guessing
print(json.dumps(guessing.measured({tries})))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house:
        figures = json.loads(house.python("-c", CALL.format(tries=TRIES)))
    yield {"name": "guessing", "value": figures.pop("share"), "unit": "share right", "limit": LIMIT, **figures}


def measured(tries: int) -> dict[str, float]:
    """A guesser measures one wrong PIN at a time and says "exists" when it took longer than the middle.

    Half of the references exist; 0.5 is a coin. Both kinds are asked again and again, so most are locked, as a
    guesser finds them.
    """
    from tuntas.domains.cases import actions as cases
    from tuntas.domains.cases import rules
    from tuntas.platform import clock

    draw = Random(11)  # noqa: S311 – a play, not a secret
    known = [_sent(number) for number in range(OF_EACH)]
    unknown = [rules.new_reference() for _ in range(OF_EACH)]
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(tries):
        is_known = bool(number % 2)
        reference = draw.choice(known if is_known else unknown)
        began = time.perf_counter()
        cases.prove(reference=reference, pin="x", at=clock.now())
        took[is_known].append((time.perf_counter() - began) * 1000)
    middle = statistics.median([*took[True], *took[False]])
    right = sum(one > middle for one in took[True]) + sum(one <= middle for one in took[False])
    return {
        "share": round(max(right, tries - right) / tries, 3),
        "known_ms": round(statistics.median(took[True]), 2),
        "unknown_ms": round(statistics.median(took[False]), 2),
    }


def _sent(number: int) -> str:
    """The reference of an application that was really sent."""
    from tuntas.config.benches import drafts
    from tuntas.domains.cases import actions as cases
    from tuntas.platform import clock
    from tuntas.platform.actors import Actor, Kind

    at = clock.now()
    case_id = drafts.prepare(number, at)["case"]
    by = Actor(Kind.RESIDENT, case_id)
    return cases.submit(case_id, office_code=drafts.OFFICE, by=by, at=at).reference
