"""What may be told of priority, and what it costs: by whole weeks of offices in which nobody can be recognised."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .figures import FEWEST
from .waiting import Waited

PRIORITY, APPOINTMENT, ORDINARY = "priority", "appointment", "ordinary"
RANKS = (PRIORITY, APPOINTMENT, ORDINARY)


def told(by_rank: Mapping[str, Waited]) -> dict[str, Waited]:
    """All of a week at an office by rank, or nothing of it; with how long they had waited without any rank.

    Nothing where one to four people had priority: what is told of them, or of all but them, could be told of one. What
    is told is told whole, so no difference of weeks or places speaks of fewer either.
    """
    first = by_rank.get(PRIORITY, Waited()).counts["issued"]
    others = sum(one.counts["issued"] for rank, one in by_rank.items() if rank != PRIORITY)
    if first and min(first, others) < FEWEST:
        return {}
    return _with_even_waits(by_rank)


def _with_even_waits(by_rank: Mapping[str, Waited]) -> dict[str, Waited]:
    """Who goes first changes who waits, not how long all wait together (Kleinrock's conservation law, 1965)."""
    called = sum(one.wait.number for one in by_rank.values())
    together = sum(_minutes(one) for one in by_rank.values())
    found = {}
    for rank, one in by_rank.items():
        found[rank] = Waited()
        found[rank].add(one)
        if called:
            found[rank].counts["even_minutes"] = round(together * one.wait.number / called)
    return found


def longer(one: Waited) -> Fraction | None:
    """Minutes that each waited longer, on average, than if all had been called as they came; below zero: shorter."""
    called = one.wait.number
    if called < FEWEST:
        return None
    return Fraction(_minutes(one) - one.counts["even_minutes"], called)


def _minutes(one: Waited) -> int:
    return sum(minute * number for minute, number in one.times["wait"].items())
