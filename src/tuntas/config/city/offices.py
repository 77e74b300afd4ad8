"""How fast and how busy each office is, and what goes wrong in the city: drawn by the seed, never chosen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random


@dataclass(frozen=True)
class Pace:
    """One office's way of working; 1.0 is the middle, more is slower or busier."""

    slowness: float
    business: float
    officers: int


@dataclass(frozen=True)
class Span:
    """Some hours in which something is different at these offices."""

    offices: frozenset[str]
    begins: datetime
    ends: datetime

    def holds(self, office: str, at: datetime) -> bool:
        return office in self.offices and self.begins <= at < self.ends


def pace(seed: int, office: str) -> Pace:
    draw = Random(f"{seed}/pace/{office}")  # noqa: S311 – a play, not a secret
    return Pace(
        slowness=draw.lognormvariate(0, 0.35),
        business=draw.lognormvariate(0, 0.4),
        officers=draw.choice((1, 2, 2, 3)),
    )


def outages(seed: int, offices: list[str], begins: datetime, ends: datetime) -> list[Span]:
    """The central register is down for the whole city about once in two days, and single offices now and then."""
    draw = Random(f"{seed}/outages")  # noqa: S311
    days = max(1, round((ends - begins) / timedelta(days=1)))
    spans = [
        _span(draw, frozenset(offices), begins + timedelta(days=day), 30, 120)
        for day in range(days)
        if draw.random() < 0.5
    ]
    several = draw.sample(offices, max(1, len(offices) // 6))
    return spans + [
        _span(draw, frozenset({one}), begins + timedelta(days=draw.randrange(days)), 20, 90) for one in several
    ]


def bursts(seed: int, offices: list[str], begins: datetime, ends: datetime) -> list[Span]:
    """Hours in which three times as many come: after an announcement, before a school's deadline."""
    draw = Random(f"{seed}/bursts")  # noqa: S311
    days = max(1, round((ends - begins) / timedelta(days=1)))
    return [
        _span(
            draw,
            frozenset(draw.sample(offices, max(1, len(offices) // 4))),
            begins + timedelta(days=day),
            60,
            180,
        )
        for day in range(days)
    ]


def _span(draw: Random, offices: frozenset[str], day: datetime, least: int, most: int) -> Span:
    """Some minutes of the 24 hours from `day` on, by night too."""
    start = day + timedelta(minutes=draw.randrange(24 * 60))
    return Span(offices, start, start + timedelta(minutes=draw.randrange(least, most)))
