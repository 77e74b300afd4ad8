"""How far do the waits that came true lie from those forecast, and what does that say for the next?

Three numbers per office follow the 10, 50 and 90 % points of what really happened, in units of each forecast's own spread
(online quantile tracking, the step of adaptive conformal inference): whatever the computation does not know, rates,
breaks or bursts, the interval's long-run share of hits goes to 80 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from .office import Calibration, Waiting

STEP, MIDDLE_STEP = 0.05, 0.01  # how far one outcome moves a point, in units of spread
# What no computation knows (the network, a counter that closes) grows with the wait and mostly makes it longer: so many
# minutes, and so much of the middle, belong to the spread below and above.
BELOW, ABOVE = (0.5, 0.15), (1.0, 0.5)
# Of the true waits a tenth should lie on each side. Outcomes come late and many at once, so the points run after them:
# aiming at a tenth left nearly an eighth outside on the offices that this was tuned on.
TAIL = 0.09
BOUNDS = (-4.0, 8.0)
# How many steps a miss counts before its call: on days that go wrong many are still to come. Of 1, 2, 4, 6, 8 and 12 this
# one had the least interval score (width + 10 x how far outside) on the hard days of the offices that this was tuned on.
EARLY_STEPS = 2.0

Points = tuple[float, float, float]


def learn(known: Calibration, computed: Points, actual_minutes: float, *, steps: float = 1.0) -> Calibration:
    """The calibration after a ticket was called `actual_minutes` after the forecast `computed` (`Wait.computed`)."""
    score = _score(computed, actual_minutes)
    low = _step(known.low, score, TAIL, steps * STEP)
    middle = _step(known.middle, score, 0.5, steps * MIDDLE_STEP)
    high = _step(known.high, score, 1 - TAIL, steps * STEP)
    middle = min(max(middle, low), high)
    return Calibration(low=low, middle=middle, high=high)


def so_far(known: Calibration, ahead: Iterable[Waiting]) -> Calibration:
    """The calibration with what those who still wait show: whoever waits beyond their 90 % point has missed it already.

    Outcomes come with the calls, the longest last, so on a day that goes wrong everybody else would be told the old
    points until then. Nothing of it is kept: a ticket is learnt from when it is called.
    """
    for one in ahead:
        if one.told is not None and _score(one.told, one.told_minutes_ago) > known.high:
            known = learn(known, one.told, one.told_minutes_ago, steps=EARLY_STEPS)
    return known


def stated(known: Calibration, computed: Points) -> Points:
    """The three points as this office's experience corrects them, never below zero and in order."""
    low, middle, high = (max(0.0, _minutes(computed, point)) for point in (known.low, known.middle, known.high))
    return min(low, middle), middle, max(middle, high)


def as_computed(known: Calibration, computed: Points, minutes: float) -> float:
    """Which minutes of the computed distribution mean these minutes of the corrected one."""
    points = stated(known, computed)
    below, above = (points[0], points[1]), (points[1], points[2])
    if minutes < points[1]:
        return _between(minutes, below, (computed[0], computed[1]))
    return _between(minutes, above, (computed[1], computed[2]))


def _spreads(computed: Points) -> tuple[float, float]:
    low, middle, high = computed
    return (
        math.hypot(middle - low, BELOW[0], BELOW[1] * middle),
        math.hypot(high - middle, ABOVE[0], ABOVE[1] * middle),
    )


def _score(computed: Points, actual: float) -> float:
    below, above = _spreads(computed)
    away = actual - computed[1]
    return away / (above if away > 0 else below)


def _minutes(computed: Points, point: float) -> float:
    below, above = _spreads(computed)
    return computed[1] + point * (above if point > 0 else below)


def _step(point: float, score: float, share: float, step: float) -> float:
    # The point rises by step x share where it was not reached from above and falls by step x (1 - share) otherwise:
    # in the long run it lies where `share` of the scores are below it.
    moved = point + step * (share if score > point else share - 1)
    return min(max(moved, BOUNDS[0]), BOUNDS[1])


def _between(minutes: float, stated: tuple[float, float], computed: tuple[float, float]) -> float:
    width = stated[1] - stated[0]
    slope = (computed[1] - computed[0]) / width if width > 1e-9 else 1.0
    return computed[0] + (minutes - stated[0]) * slope
