"""How likely is a running promise to be broken, given how long the work has lasted already?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from .lengths import NORMAL, lengths

SMOOTH_WEIGHT = 4.0  # the smooth curve counts as so many observations
MOST_FINISHED = 200


def broken(elapsed_minutes: float, promised_minutes: float, recent: Sequence[float], standard: float) -> float:
    """P(the work lasts longer than promised | it has lasted `elapsed_minutes`), in office minutes.

    `recent`: how long the latest finished ones took, promise clock only; `standard`: how long one should take. The
    curve is the share of the recent that lasted longer, mixed with a lognormal one of their moments and the standard
    (the posterior mean under a Dirichlet process prior), so that it never says 0 or 1 from few cases.
    """
    if elapsed_minutes >= promised_minutes:
        return 1.0
    latest = sorted(recent[-MOST_FINISHED:])
    smooth = lengths({"": tuple(recent)}, {"": standard})[""].law(0.3)
    return _longer(promised_minutes, latest, smooth) / _longer(max(elapsed_minutes, 0.0), latest, smooth)


def _longer(minutes: float, latest: Sequence[float], smooth: tuple[float, float]) -> float:
    location, scale = smooth
    tail = 1.0 if minutes <= 0 else NORMAL.cdf((location - math.log(minutes)) / scale)
    seen = sum(one > minutes for one in latest)
    return (seen + SMOOTH_WEIGHT * max(tail, 1e-12)) / (len(latest) + SMOOTH_WEIGHT)
