"""How many counters each half hour needs so that 95 of 100 people wait at most 15 minutes, and promises hold.

Start: Erlang C for each quarter by itself, read a little later because a crowd is felt after it came (lagged SIPP:
L. Green, P. Kolesar and W. Whitt, "Coping with time-varying demand when setting staffing requirements for a service
system", Production and Operations Management 16(1), 2007). Then simulated days correct it: up where too many wait (as
Feldman, Mandelbaum, Massey and Whitt do, Management Science 54(2), 2008), down where nobody would notice. What is said
of the result comes from other days than those that it was fitted to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import erlang
from .demand import Demand
from .history import MINUTES, QUARTERS
from .simulation import HALVES, LIMIT_MINUTES, Days, Tally, tally

ROUNDS = 12
FEWEST_PEOPLE = 20  # of all replications: a half hour with fewer says nothing by itself

Halves = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan has to reach."""

    late: float = 0.05
    limit_minutes: float = LIMIT_MINUTES
    broken: float = 0.05


@dataclass(frozen=True, slots=True)
class Need:
    """Counters (or desks) in each of 48 half hours: by the formula, and after simulated days corrected it."""

    start: Halves
    counters: Halves
    is_met: bool


def counters_needed(
    days: Days, checks: Days, demand: Demand, quarters: Sequence[int], *, most: int, target: Target
) -> Need:
    """For the open `quarters`, at most `most` counters; `checks` are days that the search does not see."""
    start = _halves(_started(demand, target), quarters, most)
    return _searched(start, days, checks, quarters, most=most, allowed=target.late)


def desks_needed(
    days: Days, checks: Days, demand: Demand, quarters: Sequence[int], *, most: int, target: Target
) -> Need:
    """Desks that finish what the counters accept, so that promises hold: `days` are those at the desks."""
    start = _halves(_desks_started(demand, target), quarters, most)
    return _searched(start, days, checks, quarters, most=most, allowed=target.broken)


def in_quarters(halves: Sequence[int], quarters: Sequence[int]) -> tuple[int, ...]:
    """Numbers of half hours as numbers of quarters, none while the office is shut."""
    is_open = set(quarters)
    return tuple(halves[quarter // 2] if quarter in is_open else 0 for quarter in range(QUARTERS))


def _searched(
    start: Halves, days: Days, checks: Days, quarters: Sequence[int], *, most: int, allowed: float
) -> Need:
    counters = _raised(start, days, quarters, most, allowed)
    counters = _lowered(counters, days, quarters, allowed)
    counters = _raised(counters, checks, quarters, most, allowed)
    return Need(start, counters, not _bad(tally(checks, in_quarters(counters, quarters)), allowed))


def _raised(counters: Halves, days: Days, quarters: Sequence[int], most: int, allowed: float) -> Halves:
    """One more in every half hour in which too many are late, until none is or no counter is left."""
    is_open = sorted({quarter // 2 for quarter in quarters})
    for _round in range(ROUNDS):
        more = list(counters)
        bad = _bad(tally(days, in_quarters(counters, quarters)), allowed)
        for room in {_room(half, counters, is_open, most) for half in bad}:
            if room is not None:
                more[room] += 1
        if tuple(more) == counters:
            break
        counters = tuple(more)
    return counters


def _lowered(counters: Halves, days: Days, quarters: Sequence[int], allowed: float) -> Halves:
    """One fewer wherever still nobody is late too often; first where there is least to do."""
    if _bad(tally(days, in_quarters(counters, quarters)), allowed):
        return counters
    busy = {quarter // 2: days.load[quarter // 2] / counters[quarter // 2] for quarter in quarters}
    for half in sorted(busy, key=lambda half: busy[half]):
        while counters[half] > 1 and days.load[half] < counters[half]:
            fewer = (*counters[:half], counters[half] - 1, *counters[half + 1 :])
            # A share that is allowed in every half hour is allowed for the day too, but for its interval.
            found = tally(days, in_quarters(fewer, quarters), allowed=allowed)
            if found is None or _bad(found, allowed):
                break
            counters = fewer
    return counters


def _bad(found: Tally | None, allowed: float) -> list[int]:
    """The half hours in which too many are late; the worst one when only the whole day is not surely good."""
    assert found is not None  # noqa: S101
    halves = range(HALVES)
    bad = [half for half in halves if found.people[half] >= FEWEST_PEOPLE and found.part(half) > allowed]
    if not bad and found.share.high > allowed:
        bad = [max(halves, key=lambda half: found.late[half])]
    return bad


def _room(half: int, counters: Halves, is_open: Sequence[int], most: int) -> int | None:
    """Where a counter can be added for this half hour: then, or as shortly before it as one is left."""
    return next((one for one in reversed(is_open) if one <= half and counters[one] < most), None)


def _started(demand: Demand, target: Target) -> list[int]:
    work = demand.mean_minutes
    if not work:
        return [0] * QUARTERS
    rates = _lagged(demand.per_minute(), work)
    return [
        erlang.counters_for(
            per_minute=rate, work_minutes=work, limit_minutes=target.limit_minutes, late=target.late
        )
        for rate in rates
    ]


def _desks_started(demand: Demand, target: Target) -> list[int]:
    parts = [(group, group.finishing) for group in demand.groups.values() if group.finishing]
    cases = [sum(group.rates[quarter] * one.share for group, one in parts) for quarter in range(QUARTERS)]
    if not sum(cases):
        return [0] * QUARTERS
    weights = [sum(group.rates) * one.share for group, one in parts]
    work = sum(weight * one.work.mean for weight, (_, one) in zip(weights, parts, strict=True)) / sum(weights)
    spare = max(1.0, min(one.promise_minutes for _, one in parts) - 2 * work)
    return [
        erlang.counters_for(per_minute=rate, work_minutes=work, limit_minutes=spare, late=target.broken)
        for rate in _lagged([number / MINUTES for number in cases], demand.mean_minutes)
    ]


def _lagged(rates: Sequence[float], minutes: float) -> list[float]:
    """The rates as they were `minutes` before, between quarters by proportion."""
    steps, part = divmod(minutes / MINUTES, 1)

    def at(quarter: int) -> float:
        return rates[quarter] if 0 <= quarter < len(rates) else 0.0

    return [
        at(quarter - int(steps)) * (1 - part) + at(quarter - int(steps) - 1) * part
        for quarter in range(len(rates))
    ]


def _halves(by_quarter: Sequence[int], quarters: Sequence[int], most: int) -> Halves:
    """The larger of two quarters; at least one while the office is open, at most what it has."""
    halves = [0] * HALVES
    for quarter in quarters:
        halves[quarter // 2] = min(most, max(1, halves[quarter // 2], by_quarter[quarter]))
    return tuple(halves)
