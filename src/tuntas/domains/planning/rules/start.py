"""With how many counters does the search begin? What Erlang's formula says of each quarter of an hour by itself.

Read a little later than people come, because a crowd is felt after it came (lagged SIPP: L. Green, P. Kolesar and
W. Whitt, "Coping with time-varying demand when setting staffing requirements for a service system", Production and
Operations Management 16(1), 2007). All counters are taken for one row here, whatever letters they call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import erlang
from .demand import Demand
from .history import MINUTES, QUARTERS
from .simulation import HALVES, LIMIT_MINUTES

Halves = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan has to reach."""

    late: float = 0.05
    limit_minutes: float = LIMIT_MINUTES
    broken: float = 0.05


def started(demand: Demand, target: Target) -> list[int]:
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


def desks_started(demand: Demand, target: Target) -> list[int]:
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


def in_halves(by_quarter: Sequence[int], quarters: Sequence[int], most: int) -> Halves:
    """The larger of two quarters; at least one while the office is open, at most what it has."""
    halves = [0] * HALVES
    for quarter in quarters:
        halves[quarter // 2] = min(most, max(1, halves[quarter // 2], by_quarter[quarter]))
    return tuple(halves)
