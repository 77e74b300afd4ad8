"""Are four of five waits inside their interval, and are the middles nearer than the simple rules?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast, and what it was worth."""

    low: float
    middle: float
    high: float
    over: float
    last_to_enter: float
    formula: float
    actual: float = math.nan
    is_issue: bool = True
    waited: float = 0.0


def worth(told: Iterable[Told]) -> dict[str, float]:
    """Coverage in per cent, mean absolute errors in minutes, of all these forecasts."""
    known = list(told)
    count = len(known) or 1
    return {
        "coverage": round(100 * sum(one.low <= one.actual <= one.high for one in known) / count, 1),
        "below": round(100 * sum(one.actual < one.low for one in known) / count, 1),
        "mae_minutes": _mean_error(known, "middle"),
        "mae_last_to_enter": _mean_error(known, "last_to_enter"),
        "mae_formula": _mean_error(known, "formula"),
        # Of P(more than 15 minutes); always saying a half scores 0.25.
        "over_brier": round(sum((one.over - (one.waited + one.actual > 15)) ** 2 for one in known) / count, 3),
        "width_minutes": round(sum(one.high - one.low for one in known) / count, 2),
        "forecasts": len(known),
    }


def _mean_error(known: list[Told], name: str) -> float:
    return round(sum(abs(getattr(one, name) - one.actual) for one in known) / (len(known) or 1), 2)


def broken_promises(
    ordinary: Mapping[str, float], hard: Mapping[str, float], *, tolerance: float = 0.0
) -> list[str]:
    """What the forecast promised of itself and did not keep; empty: everything.

    `tolerance`: percentage points for a judge who has seen only a few days.
    """
    found = []
    if not 78 - tolerance <= ordinary["coverage"] <= 82 + tolerance:
        found.append(f"{ordinary['coverage']} % of the waits of ordinary days are inside, not 78 to 82")
    if not hard["coverage"] >= 70 - tolerance:
        found.append(f"{hard['coverage']} % of the waits of hard days are inside, not 70")
    for days, worth_of in (("ordinary", ordinary), ("hard", hard)):
        for rule in ("mae_last_to_enter", "mae_formula"):
            if not worth_of["mae_minutes"] < worth_of[rule]:
                found.append(f"on {days} days {rule} is as good as the forecast")
    return found
