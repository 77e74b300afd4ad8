"""Are four of five waiting intervals true, on ordinary days and on days that no forecast was told of?"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from tuntas.domains.counters.rules import Rank
from tuntas.domains.counters.waiting import Office, Serving, Waiting, waits
from tuntas.domains.counters.waiting.replay import kinds
from tuntas.domains.counters.waiting.replay.worth import Told, broken_promises, worth
from tuntas.domains.counters.waiting.replay.years import NEW, Heard, listen

from .lines import Line, say

# The constants of the forecast were tuned on offices from 9000 on and on 101 to 116; the judge asks others.
FIRST_OFFICE = 201
MOST_MS = 20


def run(options: argparse.Namespace) -> Iterator[Line]:
    """One line for ordinary and hard days, one for the cost of a forecast."""
    heard = _heard(options.offices)
    ordinary, hard = _issued(heard.ordinary), _issued(heard.all_hard)
    for broken in broken_promises(ordinary, hard):
        say(f"eta: {broken}")
    yield {
        "name": "eta",
        "value": ordinary["coverage"],
        "unit": "% of waits inside",
        "limit": "78 to 82",
        **ordinary,
        "hard": {**hard, "limit": 70},
        "kinds": {kind: _issued(told) for kind, told in sorted(heard.hard.items())},
        "looks": worth(one for one in heard.ordinary if not one.is_issue),
        "offices": options.offices,
        "kept": not broken_promises(ordinary, hard),
    }
    yield {"name": "eta_cost", "value": cost_ms(), "unit": "ms", "limit": MOST_MS, "tickets": 60, "counters": 8}


def cost_ms(tries: int = 21) -> float:
    """Processor time of one look at a full hall: partial skills, later priority, everybody's wait."""
    skills = (frozenset("AB"), frozenset("BCD"), frozenset("ABCD"))
    office = Office(
        counters=tuple(Serving(skills[number % 3], "B", 1.0 + number) for number in range(8)),
        ahead=tuple(_waiting(number) for number in range(60)),
        recent={group: tuple(4.0 + (number * 7) % 11 for number in range(60)) for group in "ABCD"},
        standard=dict.fromkeys("ABCD", 9.0),
        arrivals_with_priority_per_minute=0.05,
    )
    waits(office)  # the tables of draws are made once in a process
    took = []
    for _ in range(tries):
        began = time.process_time()
        waits(office)
        took.append(time.process_time() - began)
    return round(statistics.median(took) * 1000, 2)


def _waiting(number: int) -> Waiting:
    return Waiting("ABCD"[number % 4], Rank.PRIORITY if number < 6 else Rank.ORDINARY, 60.0 - number)


def _heard(offices: int) -> Heard:
    """Every office by itself, a process for each processor."""
    heard = Heard()
    judged = partial(listen, hard=(*kinds.HARD, NEW, kinds.WORST), looks=True)
    with ProcessPoolExecutor(os.cpu_count() or 1) as processes:
        for one in processes.map(judged, [(FIRST_OFFICE + number,) for number in range(offices)]):
            heard.ordinary += one.ordinary
            for kind, told in one.hard.items():
                heard.hard.setdefault(kind, []).extend(told)
    return heard


def _issued(told: list[Told]) -> dict[str, Any]:
    """The worth of what was told as each ticket was issued; looks at those who wait are counted apart."""
    return worth(one for one in told if one.is_issue)
