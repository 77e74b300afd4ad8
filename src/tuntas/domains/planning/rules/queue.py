"""How long everybody waits on a day when so many counters are open in each quarter: every person, one after another.

First come, first served: a counter that is free takes whoever of its letters came first. Who comes takes of the counters
that call their letter the one that is free first; whoever comes later never changes that. Counters open and close at
quarters; one that closes finishes the person who sits there, and whoever is finished first closes. Who waits at the end
of a session waits on into the next, and after the last one until everybody was served.

Over counters that all call the same letters such a queue is monotone, person by person: with more of them in any quarter
nobody is called later (by induction over the people: each earlier person left no later, and no fewer counters are open).
The tests check it with common random numbers. Where letters differ only the whole gains: who is called earlier may take
the one counter that somebody else could have gone to.
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
    letters: Sequence[int] = ()  # the place of each person's letter; none: all alike


def called(queue: Queue, plans: Sequence[Sequence[Piece]], whose: Sequence[Sequence[int]] = ()) -> list[float]:
    """When each person is called, in minutes since midnight.

    `plans`: of each kind of counters; `whose`: for each letter the kinds that call it. Without them all are alike.
    """
    if len(plans) > 1 and whose:
        return _called_among([_Counters(plan) for plan in plans], queue, whose)
    counters = _Counters(plans[0])
    free_at, ends = counters.free_at, counters.ends
    calls = []
    for arrival, minutes in zip(queue.arrivals, queue.minutes, strict=True):
        now = free_at(arrival)
        insort(ends, now + minutes)  # as `take`, without the cost of calling it for everybody
        del ends[0]
        calls.append(now)
    return calls


def _called_among(kinds: Sequence[_Counters], queue: Queue, whose: Sequence[Sequence[int]]) -> list[float]:
    calls = []
    for arrival, minutes, letter in zip(queue.arrivals, queue.minutes, queue.letters, strict=True):
        now, best = math.inf, None
        for number in whose[letter]:
            free = kinds[number].free_at(arrival)
            # Of those that are free the one that has been so for longest, as officers call.
            if best is None or free < now or (free == now and kinds[number].idle_since < best.idle_since):
                now, best = free, kinds[number]
        if best is not None and now < math.inf:
            best.take(now, minutes)
        calls.append(now)
    return calls


class _Counters:
    """Counters that call the same letters, as the day goes on. Calls of one kind are never earlier than the last."""

    __slots__ = ("counters", "ends", "number", "plan", "until")

    def __init__(self, plan: Sequence[Piece]) -> None:
        self.plan, self.number = plan, 0
        self.until, self.counters = plan[0]
        self.ends = [-math.inf] * max(counters for _, counters in plan)

    @property
    def idle_since(self) -> float:
        return self.ends[0] if self.ends else math.inf

    def free_at(self, now: float) -> float:
        """When somebody who comes `now` can be called; whoever asks later comes no earlier.

        The k-th latest end of work tells when fewer than k counters are taken: that is when the next can be called.
        """
        while now >= self.until:
            self.number += 1
            self.until, self.counters = self.plan[self.number]
        number, until, counters = self.number, self.until, self.counters
        while True:
            free = self.ends[-counters] if counters else math.inf
            if free < until:
                return free if free > now else now
            if until == math.inf:
                return until  # no counter of this kind opens any more
            # Not in this piece: at its end more counters may be open than were, so no further than that.
            now, number = until, number + 1
            until, counters = self.plan[number]

    def take(self, now: float, minutes: float) -> None:
        """Call somebody now."""
        insort(self.ends, now + minutes)
        del self.ends[0]


def plans_of(standing: Sequence[Sequence[int]], whose: Sequence[Sequence[int]] = ()) -> list[tuple[Piece, ...]]:
    """Each kind's counters in 96 quarters as pieces. Who is there at the end of the day stays until everybody was served.

    Kinds that closed before do not, but for a letter that nobody else calls then.
    """
    last = max((quarter for row in standing for quarter, number in enumerate(row) if number), default=0)
    there = {kind for kind, row in enumerate(standing) if row[last]}
    alone = {kind for some in whose if there.isdisjoint(some) for kind in some}
    return [pieces(row, stays=kind in there | alone) for kind, row in enumerate(standing)]


def pieces(counters: Sequence[int], *, stays: bool = True) -> tuple[Piece, ...]:
    """Counters in each of 96 quarters as pieces of equal number; the last of them stay until everybody was served."""
    open_at = [quarter for quarter, number in enumerate(counters) if number]
    if not open_at:
        return ((math.inf, 0),)
    found: list[Piece] = []
    for quarter in range(open_at[-1] + 1):
        if found and found[-1][1] == counters[quarter]:
            found.pop()
        found.append(((quarter + 1) * MINUTES, counters[quarter]))
    if not stays:
        return (*found, (math.inf, 0))
    found[-1] = (math.inf, counters[open_at[-1]])
    return tuple(found)
