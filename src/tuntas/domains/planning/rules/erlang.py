"""How long people wait at c counters when they come and are served at random, steadily: Erlang's delay formula.

Source: A. K. Erlang (1917). M/M/c, first come first served, nobody leaves. The load is in erlangs: arrivals per minute
times minutes of work. Erlang B is built up counter by counter, which neither overflows nor loses digits.
"""

from __future__ import annotations

import math

MOST = 200  # counters: beyond this somebody typed minutes for hours


def delayed_share(counters: int, load: float) -> float:
    """The share of people who have to wait at all (Erlang C); 1 where the counters cannot keep up."""
    if load <= 0:
        return 0.0
    if counters <= load:
        return 1.0
    blocked = 1.0
    for number in range(1, counters + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / counters * (1 - blocked))


def late_share(counters: int, *, per_minute: float, work_minutes: float, limit_minutes: float) -> float:
    """The share of people who wait longer than the limit."""
    load = per_minute * work_minutes
    if counters <= load:
        return 1.0
    return delayed_share(counters, load) * math.exp(-(counters - load) * limit_minutes / work_minutes)


def mean_wait(counters: int, *, per_minute: float, work_minutes: float) -> float:
    """Minutes waited on average, those who did not wait among them."""
    load = per_minute * work_minutes
    if counters <= load:
        return math.inf
    return delayed_share(counters, load) * work_minutes / (counters - load)


def counters_for(*, per_minute: float, work_minutes: float, limit_minutes: float, late: float) -> int:
    """The fewest counters at which at most the share `late` waits longer than the limit; none where nobody comes."""
    if per_minute <= 0:
        return 0
    for counters in range(max(1, math.floor(per_minute * work_minutes)), MOST + 1):
        share = late_share(
            counters, per_minute=per_minute, work_minutes=work_minutes, limit_minutes=limit_minutes
        )
        if share <= late:
            return counters
    raise ValueError(f"More than {MOST} counters: {per_minute} people a minute, {work_minutes} minutes each?")
