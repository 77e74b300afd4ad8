"""How long everybody waits on a day when so many counters are open in each quarter: every person, one after another.

First come, first served over counters that do the same work. Counters open and close at quarters; one that closes
finishes the person who sits there, and whoever is finished first closes. Who waits at the end of a session waits on
into the next, and after the last one until everybody was served. Such a queue is monotone, person by person: with more
counters in any quarter nobody is called later (by induction over the people: each earlier person left no later, and no
fewer counters are open). The tests check it with common random numbers.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

from .history import MINUTES

Piece = tuple[float, int]  # until which minute, how many counters


@dataclass(frozen=True, slots=True)
class Queue:
    """One day's people in order of arrival: when, for how many minutes of work, and how long they may wait."""

    arrivals: Sequence[float]  # minutes since midnight
    minutes: Sequence[float]
    limits: Sequence[float]


def called(queue: Queue, plan: Sequence[Piece]) -> list[float]:
    """When each person is called, in minutes since midnight.

    The k-th latest end of work tells when fewer than k counters are taken: that is when the next can be called.
    """
    ends = [-math.inf] * max(counters for _, counters in plan)
    calls: list[float] = []
    now, number = 0.0, 0
    until, counters = plan[0]
    for arrival, minutes in zip(queue.arrivals, queue.minutes, strict=True):
        if arrival > now:
            now = arrival
        while True:
            while now >= until:
                number += 1
                until, counters = plan[number]
            free = ends[-counters] if counters else math.inf
            if free < until:
                if free > now:
                    now = free
                break
            # Not in this piece: at its end more counters may be open than were, so no further than that.
            now = until
        insort(ends, now + minutes)
        del ends[0]
        calls.append(now)
    return calls


def pieces(counters: Sequence[int]) -> tuple[Piece, ...]:
    """Counters in each of 96 quarters as pieces of equal number; the last of them stay until everybody was served."""
    open_at = [quarter for quarter, number in enumerate(counters) if number]
    if not open_at:
        return ((math.inf, 1),)
    found: list[Piece] = []
    for quarter in range(open_at[-1] + 1):
        if found and found[-1][1] == counters[quarter]:
            found.pop()
        found.append(((quarter + 1) * MINUTES, counters[quarter]))
    found[-1] = (math.inf, counters[open_at[-1]])
    return tuple(found)
