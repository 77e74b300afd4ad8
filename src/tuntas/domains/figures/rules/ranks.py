"""What may be told of priority, and what it costs: by whole weeks of offices in which nobody can be recognised."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .figures import FEWEST
from .waiting import Waited

PRIORITY, APPOINTMENT, ORDINARY = "priority", "appointment", "ordinary"
RANKS = (PRIORITY, APPOINTMENT, ORDINARY)
# With priority at the time of their appointment: counted apart until their week is over.
BOTH = "both"


def told(held: Mapping[str, Waited]) -> dict[str, Waited]:
    """All of a week at an office by rank, or nothing of it; with how long they had waited without any rank.

    Nothing where one to four people had priority: what is told of them, or of all but them, could be told of one. What
    is told is told whole, so no difference of weeks or places speaks of fewer either.
    """
    if 0 < _people(held, PRIORITY) < FEWEST:
        return {}
    by_rank = _without_both(held)
    first = _people(by_rank, PRIORITY)
    others = sum(_people(by_rank, rank) for rank in by_rank) - first
    return {} if first and others < FEWEST else _with_even_waits(by_rank)


def _without_both(held: Mapping[str, Waited]) -> dict[str, Waited]:
    """Both is priority; of fewer than five an appointment, or ways and ranks together would tell who had both."""
    found: dict[str, Waited] = {}
    for rank, one in held.items():
        if rank == BOTH:
            rank = PRIORITY if one.counts["issued"] >= FEWEST else APPOINTMENT
        found.setdefault(rank, Waited()).add(one)
    return found


def _with_even_waits(by_rank: dict[str, Waited]) -> dict[str, Waited]:
    """Who goes first changes who waits, not how long all wait together (Kleinrock's conservation law, 1965)."""
    called = sum(one.wait.number for one in by_rank.values())
    together = sum(_minutes(one) for one in by_rank.values())
    for one in by_rank.values():
        one.counts["even_minutes"] = round(together * one.wait.number / called) if called else 0
    return by_rank


def longer(one: Waited) -> Fraction | None:
    """Minutes that each waited longer, on average, than if all had been called as they came; below zero: shorter."""
    called = one.wait.number
    if called < FEWEST:
        return None
    return Fraction(_minutes(one) - one.counts["even_minutes"], called)


def _people(by_rank: Mapping[str, Waited], rank: str) -> int:
    return by_rank[rank].counts["issued"] if rank in by_rank else 0


def _minutes(one: Waited) -> int:
    return sum(minute * number for minute, number in one.times["wait"].items())
