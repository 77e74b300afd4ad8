"""An interval as it is said, in whole minutes: on page and message, and where it is judged."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """Whole minutes between which four of five such waits end."""

    low: int
    high: int

    def holds(self, minutes: float) -> bool:
        return self.low <= minutes <= self.high


def said(low: float, high: float) -> Interval:
    """Outwards to whole minutes; never less than a minute at the upper end."""
    return Interval(math.floor(low), max(1, math.ceil(high)))
