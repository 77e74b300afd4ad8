"""Is it as fast with a million cases as with ten thousand? Measured in turns, each over pgbench on the same database."""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import lifecycle
from .house import House, as_admin, built, throwaway_cluster
from .lines import Line, median, say
from .same_sql import SameSql, tidy
from .walk import Draft

LIMIT = 0.9


@dataclass
class Side:
    """One of the two databases and what was measured on it."""

    house: House
    cases: int
    facts: int
    seeding_seconds: float
    verify_seconds: float
    megabytes: int
    drafts: deque[Draft]
    same: SameSql
    rates: list[float] = field(default_factory=list)
    tps: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The middle of the rounds: lifecycles over HTTP to lifecycles by pgbench."""
        return median([rate / tps for rate, tps in zip(self.rates, self.tps, strict=True)])


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_cluster() as cluster, built(cluster, "small") as one, built(cluster, "large") as other:
        small = _filled(one, options.small, options)
        large = _filled(other, options.cases, options)
        # What filling them left to be written is written now, not during a round.
        as_admin(large.house, "checkpoint")
        for number in range(options.rounds):
            say(f"Round {number + 1} of {options.rounds} …")
            # Whoever goes first finds the colder cache: they take turns.
            for side in (small, large) if number % 2 else (large, small):
                _measure(side, options)
        flatness = large.ratio / small.ratio
        yield {
            "name": "lifecycle",
            "value": round(flatness, 2),
            "unit": "ratio",
            "limit": LIMIT,
            "flatness": round(flatness, 2),
            "rounds": options.rounds,
            "large": _told(large),
            "small": _told(small),
        }


def _filled(house: House, cases: int, options: argparse.Namespace) -> Side:
    say(f"Seeding {cases} cases …")
    story = "main" if options.main_facts else "whole"
    seeded = json.loads(house.python("-m", "tuntas.config.benches.seeding", str(cases), story, as_owner=True))
    say(f"Verifying the journal of {seeded['facts']} facts …")
    began = time.monotonic()
    house.python("-m", "tuntas", "journal", "verify")
    verified = time.monotonic() - began
    each = int((options.seconds + lifecycle.WARM_UP_SECONDS) * lifecycle.MOST_PER_SECOND)
    drafts = lifecycle.prepared(house, each * options.rounds + 1)
    same = SameSql.recorded(house)
    drafts.popleft()  # the recorded one
    say(f"Seeded in {seeded['seconds']:.0f} s, verified in {verified:.0f} s.")
    return Side(house, cases, seeded["facts"], seeded["seconds"], verified, _megabytes(house), drafts, same)


def _megabytes(house: House) -> int:
    """The size of the database."""
    return int(str(as_admin(house, "select pg_database_size(current_database()) / 1000000")[0][0]))


def _measure(side: Side, options: argparse.Namespace) -> None:
    side.tps.append(side.same.run(options.clients))
    with side.house.open(web=options.web, workers=options.workers):
        side.rates.append(lifecycle.measure(side.house, side.drafts, options).rate)
    tidy(side.house)


def _told(side: Side) -> dict[str, object]:
    return {
        "cases": side.cases,
        "facts": side.facts,
        "seeding_s": side.seeding_seconds,
        "verify_s": round(side.verify_seconds, 1),
        "database_mb": side.megabytes,
        "per_second": round(median(side.rates), 1),
        "pgbench_tps": round(median(side.tps), 1),
        "ratio": round(side.ratio, 3),
    }
