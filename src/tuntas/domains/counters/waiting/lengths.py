"""How long does a service of a group take at this office, and how sure is that?

A service's length is taken as lognormal with the first two moments of what was seen. The mean is learnt in two steps
(normal-normal empirical Bayes): how fast this office is against the standard over all groups, then each group around
that; few observations leave much doubt and the standard's weight, sixty leave little of either.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from .office import MOST_RECENT

NORMAL = NormalDist()

# Relative standard deviations. Prior: how far an office's pace lies from the standard, and a group's from the office's.
PACE_PRIOR, GROUP_PRIOR = 0.7, 0.25
CV_PRIOR, CV_WEIGHT = 0.65, 8.0
DRIFT = 0.10  # what the next hour's pace differs from the last one's: officers, papers, the network
MEMORY, LATELY = 0.985, 0.9  # weight of an observation against the next newer one, in the long run and for now
# Now against the long run: as usual but for a little, or, one hour in seven, a thing of its own (the network is slow).
RUNNING_WEIGHT = 0.45
USUAL, UNUSUAL, UNUSUAL_SHARE = 0.05, 0.4, 0.15
WORST = 8.0  # a service of more than eight times the usual was forgotten, not served
GAP_STANDARD, GAP_WEIGHT = 1.0, 5.0


@dataclass(frozen=True, slots=True)
class Length:
    """A lognormal length: mean in minutes, coefficient of variation, and the relative doubt about the mean."""

    mean: float
    cv: float
    doubt: float

    @property
    def variance(self) -> float:
        return (self.mean * self.cv) ** 2

    def law(self, doubt: float = 0.0) -> tuple[float, float]:
        """Location and scale of the logarithm, the doubt about the mean included where it is given."""
        squared = math.log1p(self.cv**2)
        return math.log(self.mean) - squared / 2, math.sqrt(squared + math.log1p(doubt**2))

    def left(self, elapsed: float, levels: Sequence[float]) -> list[float]:
        """What is left of a length that has lasted `elapsed` minutes, at these levels of probability."""
        location, scale = self.law(self.doubt)
        if elapsed <= 0:
            return [math.exp(location + scale * NORMAL.inv_cdf(level)) for level in levels]
        # Above six deviations the survival is lost in rounding; the shape there says nothing real anyway.
        reached = min(NORMAL.cdf((math.log(elapsed) - location) / scale), 1 - 1e-9)
        inverse = NORMAL.inv_cdf
        return [
            max(0.0, math.exp(location + scale * inverse(reached + (1 - reached) * level)) - elapsed)
            for level in levels
        ]


def lengths(
    recent: Mapping[str, Sequence[float]],
    standard: Mapping[str, float],
    running: Sequence[tuple[str, float]] = (),
) -> dict[str, Length]:
    """The length of each group of `standard` or `recent`, from what was seen here lately.

    `running`: group and minutes so far of each service that is not finished.
    """
    groups = sorted({*standard, *recent})
    usual = sum(standard.values()) / len(standard) if standard else 10.0
    expected = {group: max(0.1, standard.get(group, usual)) for group in groups}
    seen = {group: _seen(recent.get(group, ()), expected[group]) for group in groups}
    cv = _cv(seen)
    pace, pace_variance = _pace(seen, cv)
    long_run = {
        group: _of_group(expected[group], seen[group], cv=cv, pace=pace, pace_variance=pace_variance)
        for group in groups
    }
    times, doubt = _now(recent, running, long_run, cv)
    return {
        group: Length(one.mean * times, one.cv, math.hypot(one.doubt, doubt)) for group, one in long_run.items()
    }


def gap(gaps: Sequence[float]) -> Length:
    """The time a counter needs between two residents."""
    latest = [min(one, 10.0) for one in gaps[-MOST_RECENT:]]
    mean = (GAP_STANDARD * GAP_WEIGHT + sum(latest)) / (GAP_WEIGHT + len(latest))
    return Length(mean=max(mean, 0.05), cv=0.8, doubt=0.2)


Seen = tuple[float, float, float]  # weight, mean ratio to the expected, weighted sum of squared ratios


def _seen(recent: Sequence[float], expected: float) -> Seen:
    latest = [one / expected for one in recent[-MOST_RECENT:] if one > 0]
    if not latest:
        return 0.0, 1.0, 0.0
    most = WORST * sorted(latest)[len(latest) // 2]
    weight = total = squares = 0.0
    for one in latest:
        ratio = min(one, most)
        weight = weight * MEMORY + 1
        total = total * MEMORY + ratio
        squares = squares * MEMORY + ratio * ratio
    return weight, total / weight, squares


def _cv(seen: Mapping[str, Seen]) -> float:
    """One coefficient of variation for the office: a group alone has too few to tell."""
    weight, spread = CV_WEIGHT, CV_WEIGHT * CV_PRIOR**2
    for count, mean, squares in seen.values():
        if count > 1:
            weight += count - 1
            spread += max(0.0, squares / mean**2 - count)
    return math.sqrt(spread / weight)


def _pace(seen: Mapping[str, Seen], cv: float) -> tuple[float, float]:
    """How long services take here against the standard (1: as it says), and the variance of that."""
    precision, total = PACE_PRIOR**-2, PACE_PRIOR**-2
    for count, mean, _ in seen.values():
        if count:
            of_group = 1 / (GROUP_PRIOR**2 + cv**2 / count)
            precision += of_group
            total += of_group * mean
    return total / precision, 1 / precision


def _of_group(expected: float, seen: Seen, *, cv: float, pace: float, pace_variance: float) -> Length:
    count, mean, _ = seen
    prior = 1 / (GROUP_PRIOR**2 + pace_variance)
    data = count / cv**2
    ratio = (prior * pace + data * mean) / (prior + data)
    return Length(mean=ratio * expected, cv=cv, doubt=math.sqrt(1 / (prior + data) / ratio**2))


def _now(
    recent: Mapping[str, Sequence[float]],
    running: Sequence[tuple[str, float]],
    long_run: Mapping[str, Length],
    cv: float,
) -> tuple[float, float]:
    """How many times as long as in the long run services take now, and the relative doubt about that.

    The posterior of a mixture: a small deviation is taken for chance, a large one for a change.
    """
    weight = total = 0.0
    for group, one in long_run.items():
        of_this = 1.0
        for minutes in reversed(recent.get(group, ())[-30:]):
            weight += of_this
            total += of_this * min(max(minutes, 0.0) / one.mean, WORST)
            of_this *= LATELY
    for group, minutes in running:
        # A service looked at by chance has lasted mean x (1 + cv²) / 2 on average, with about twice the spread.
        if group in long_run:
            weight += RUNNING_WEIGHT
            total += RUNNING_WEIGHT * min(minutes / (long_run[group].mean * (1 + cv**2) / 2), WORST)
    if not weight:
        return 1.0, DRIFT
    away, variance = total / weight - 1, cv**2 / weight
    likely = [
        share * math.exp(-(away**2) / (2 * (variance + prior**2))) / math.sqrt(variance + prior**2)
        for share, prior in ((1 - UNUSUAL_SHARE, USUAL), (UNUSUAL_SHARE, UNUSUAL))
    ]
    unusual = likely[1] / (likely[0] + likely[1])
    follows = [prior**2 / (prior**2 + variance) for prior in (USUAL, UNUSUAL)]
    times = 1 + away * ((1 - unusual) * follows[0] + unusual * follows[1])
    between = unusual * (1 - unusual) * (away * (follows[1] - follows[0])) ** 2
    within = variance * ((1 - unusual) * follows[0] + unusual * follows[1])
    return max(times, 0.2), math.sqrt(between + within + DRIFT**2)
