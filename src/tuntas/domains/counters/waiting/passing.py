"""When is each of the waiting called? The queue is let pass over the counters many times, at once for everybody.

In a fixed call order each ticket takes, of the counters that serve its group, the one that is free first; whoever stands
behind never changes that. So one pass in call order gives every ticket's wait, partial skills included. Only overtakers
(later arrivals with priority, appointments that come) are put in as their time comes, no more than the policy allows in
a row. Each pass draws lengths from stratified tables that are the same in every call: the same office gives the same
answer, and a little later nearly the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from heapq import heapreplace
from itertools import repeat

from ..rules import Rank
from .draws import MOST_OVERTAKERS, Draws, comers
from .lengths import lengths
from .office import MOST_AHEAD, MOST_COUNTERS, MOST_DUE, Office

Heaps = tuple[int, ...]


Overtaker = tuple[float, Heaps, float]  # comes in so many minutes, who serves it, for how long
NOBODY_COMES: Overtaker = (math.inf, (), 0.0)
SPREAD = 7  # steps through those who wait, so that who comes is mixed as they are


def passes(office: Office) -> list[list[float]]:
    """For each ticket of `ahead` the minutes until its call in each pass, infinite where nobody serves its group."""
    counters = office.counters[:MOST_COUNTERS]
    ahead = office.ahead[:MOST_AHEAD]
    count = passes_for(len(ahead))
    running = [(one.busy_with, one.since_minutes) for one in counters if one.busy_with is not None]
    # A group that was never seen and has no standard is as long as the others.
    named = dict.fromkeys((*(one.group for one in ahead), *(one.group for one in office.due)), ())
    known = lengths({**named, **office.recent}, office.standard, running)
    draws = Draws(office, known, count)
    skills = sorted({counter.groups for counter in counters}, key=sorted)
    serving = {group: tuple(number for number, skill in enumerate(skills) if group in skill) for group in known}
    free = [
        [draws.free(number, counter) for number, counter in enumerate(counters) if counter.groups == skill]
        for skill in skills
    ]
    steps = [(serving.get(one.group, ()), one.rank >= Rank.ORDINARY) for one in ahead]
    minutes = zip(*(draws.cycle(number, one.group) for number, one in enumerate(ahead)), strict=True)
    overtakers = _overtakers(office, draws, serving)
    rows = [
        _pass(
            [sorted(one[number] for one in of_skill) for of_skill in free],
            steps,
            of_pass,
            overtakers[number] if overtakers else [],
            office.in_a_row,
        )
        for number, of_pass in enumerate(minutes)
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def passes_for(waiting: int) -> int:
    """Fewer for a longer queue: sums over many are smoother, and the cost stays what it is."""
    if waiting <= 30:
        return 160
    return 96 if waiting <= 80 else 48


def _pass(
    heaps: list[list[float]],
    steps: Sequence[tuple[Heaps, bool]],
    minutes: Sequence[float],
    overtakers: list[Overtaker],
    in_a_row: int,
) -> list[float]:
    """The minutes until each step's call in one pass."""
    calls = []
    coming = iter((*overtakers, NOBODY_COMES))
    at, others, takes = next(coming)
    row = 0
    for (options, is_ordinary), lasts in zip(steps, minutes, strict=True):
        if not options:
            calls.append(math.inf)
            continue
        heap = _first(heaps, options)
        if is_ordinary:
            while at <= heap[0] and row < in_a_row:
                taker = _first(heaps, others)
                heapreplace(taker, max(at, taker[0]) + takes)
                at, others, takes = next(coming)
                row += 1
                heap = _first(heaps, options)
            row = 0
        else:
            row += 1
        calls.append(heap[0])
        heapreplace(heap, heap[0] + lasts)
    return calls


def _first(heaps: list[list[float]], options: Heaps) -> list[float]:
    best = heaps[options[0]]
    for number in options[1:]:
        if heaps[number][0] < best[0]:
            best = heaps[number]
    return best


def _overtakers(office: Office, draws: Draws, serving: dict[str, Heaps]) -> list[list[Overtaker]]:
    """For each pass who comes later and is called before the ordinary tickets, in order of coming."""
    # Who comes wants what those who are here want.
    mix = [one.group for one in office.ahead if serving.get(one.group)]
    rate = office.arrivals_with_priority_per_minute
    due = [one for one in office.due[:MOST_DUE] if serving.get(one.group)]
    if not any(one.rank >= Rank.ORDINARY for one in office.ahead) or not mix or (rate <= 0 and not due):
        return []
    rows: list[list[Overtaker]] = [[] for _ in range(draws.count)]
    if rate > 0:
        most = min(MOST_OVERTAKERS, 5 + int(2 * rate * _horizon(office, draws)))
        groups = [mix[(1 + place * SPREAD) % len(mix)] for place in range(most)]
        moments = ([at / rate for at in of_pass[:most]] for of_pass in comers(draws.count))
        rows = _rows(draws, groups, moments, serving, first=MOST_AHEAD + 3 * MOST_COUNTERS + MOST_DUE)
    if due:
        groups = [one.group for one in due]
        fixed = repeat([max(one.in_minutes, 0.0) for one in due], draws.count)
        come = _rows(draws, groups, fixed, serving, first=MOST_AHEAD + 3 * MOST_COUNTERS)
        rows = [sorted(one + two) for one, two in zip(rows, come, strict=True)]
    return rows


def _rows(
    draws: Draws, groups: list[str], moments: Iterable[list[float]], serving: dict[str, Heaps], *, first: int
) -> list[list[Overtaker]]:
    """For each pass its overtakers: these groups at its moments, with lengths of their own."""
    lengths_of = zip(*(draws.cycle(first + place, group) for place, group in enumerate(groups)), strict=True)
    heaps = [serving[group] for group in groups]
    return [list(zip(at, heaps, lasts, strict=True)) for at, lasts in zip(moments, lengths_of, strict=True)]


def _horizon(office: Office, draws: Draws) -> float:
    """About the minutes until the last one is called."""
    work = sum(draws.known[one.group].mean + draws.gap.mean for one in office.ahead[:MOST_AHEAD])
    return 15 + 1.5 * work / max(len(office.counters), 1)
