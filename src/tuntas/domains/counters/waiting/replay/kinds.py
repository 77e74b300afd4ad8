"""What days there are: ordinary ones, and those that nobody told the forecast of. Drawn from a seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from .day import APPOINTMENT, ORDINARY, PRIORITY, Arrival, Break, Day, Officer

OPEN_MINUTES = 360.0
# How busy each hour is against the day's mean: mornings are full.
HOURS = (1.25, 1.4, 1.2, 0.9, 0.7, 0.55)
HARD = ("bursts", "breaks", "slower", "closing", "officers", "mixed")
WORST = "everything"  # all of them on one day: an office that breaks down


@dataclass(frozen=True, slots=True)
class Place:
    """An office as it is every day: its groups, how long they really take, who serves what, how busy it is."""

    means: dict[str, float]
    skills: tuple[frozenset[str], ...]
    load: float
    cv: float
    gap: float
    absent: float
    priority: float
    appointments: float


def place(seed: int) -> Place:
    draw = Random(f"place {seed}")  # noqa: S311 – a play, not a secret
    groups = "ABCD"[: draw.choice((2, 3, 4))]
    counters = draw.choice((2, 3, 3, 4, 5, 6, 8))
    return Place(
        means={group: draw.uniform(4.0, 13.0) for group in groups},
        skills=tuple(_skills(draw, groups, number, counters) for number in range(counters)),
        load=draw.uniform(0.78, 0.95),
        cv=draw.uniform(0.4, 0.8),
        gap=draw.uniform(0.5, 1.5),
        absent=draw.uniform(0.02, 0.1),
        priority=draw.uniform(0.05, 0.18),
        appointments=draw.uniform(0.0, 0.2),
    )


def ordinary(at: Place, seed: int) -> Day:
    """A day as most are: a full morning, officers of slightly different pace, two short breaks each."""
    draw = Random(f"day {seed}")  # noqa: S311 – a play, not a secret
    officers = tuple(
        Officer(skill, draw.lognormvariate(0, 0.12), _breaks(draw, minutes=(4, 9), late=0.2))
        for skill in at.skills
    )
    return Day(at.means, officers, _arrivals(draw, at), cv=at.cv, gap=at.gap)


def hard(at: Place, seed: int, kind: str) -> Day:
    """The same day, and something happens (one of HARD, or WORST) that no forecast was told of."""
    day = ordinary(at, seed)
    draw = Random(f"hard {kind} {seed}")  # noqa: S311 – a play, not a secret
    happens = {kind} if kind in HARD[:-1] else set(HARD[:-1] if kind == WORST else draw.sample(HARD[:-1], 2))
    if "bursts" in happens:
        day = replace(day, arrivals=_with_bursts(draw, at, day.arrivals))
    if "breaks" in happens:
        day = replace(
            day,
            officers=tuple(
                replace(one, breaks=_breaks(draw, minutes=(20, 40), late=0.4)) for one in day.officers
            ),
        )
    if "slower" in happens:
        day = replace(day, slow_from=draw.uniform(0, 150), slow_times=draw.uniform(1.25, 1.7))
    if "closing" in happens:
        day = _without_one(day, draw.randrange(len(day.officers)), draw.uniform(60, 200))
    if "officers" in happens:
        slow = draw.randrange(len(day.officers))
        day = replace(
            day,
            officers=tuple(
                replace(one, slowness=one.slowness * (1.9 if number == slow else draw.uniform(0.8, 1.3)))
                for number, one in enumerate(day.officers)
            ),
        )
    return day


def _skills(draw: Random, groups: str, number: int, counters: int) -> frozenset[str]:
    """The first counter serves all; the others all or all but one, so that two at least share each group."""
    if number < 2 or counters < 4 or len(groups) < 3 or draw.random() < 0.4:
        return frozenset(groups)
    return frozenset(groups) - {groups[number % len(groups)]}


def _arrivals(draw: Random, at: Place) -> tuple[Arrival, ...]:
    groups = sorted(at.means)
    mean = sum(at.means.values()) / len(groups) + at.gap
    rate = at.load * len(at.skills) / mean
    moments = _moments(draw, rate)
    return tuple(sorted((_arrival(draw, at, moment) for moment in moments), key=lambda one: one.at))


def _moments(draw: Random, rate: float) -> list[float]:
    """A Poisson process whose rate changes by the hour, by thinning."""
    most, moment, found = rate * max(HOURS), 0.0, []
    while (moment := moment + draw.expovariate(most)) < OPEN_MINUTES:
        hour = int(moment * len(HOURS) / OPEN_MINUTES)
        if draw.random() * max(HOURS) < HOURS[hour]:
            found.append(moment)
    return found


def _arrival(draw: Random, at: Place, moment: float, priority: float | None = None) -> Arrival:
    group = draw.choice(sorted(at.means))
    stays = draw.random() >= at.absent
    chance = draw.random()
    share = at.priority if priority is None else priority
    if chance < share:
        return Arrival(moment, group, PRIORITY, stays)
    if chance < share + at.appointments:
        # Slots every ten minutes; residents come about five minutes before.
        slot = math.ceil(moment / 10) * 10.0
        return Arrival(max(0.0, slot + draw.gauss(-5, 4)), group, APPOINTMENT, stays, slot)
    return Arrival(moment, group, ORDINARY, stays)


def _breaks(draw: Random, *, minutes: tuple[float, float], late: float) -> tuple[Break, ...]:
    found = []
    for starts in (draw.uniform(50, 160), draw.uniform(190, 320)):
        announced = draw.uniform(*minutes)
        found.append(Break(starts, announced, announced * draw.lognormvariate(late / 2, late)))
    return tuple(found)


def _with_bursts(draw: Random, at: Place, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Twice a bus stops before the door; every fourth of them has priority."""
    found = list(arrivals)
    for _ in range(2):
        starts = draw.uniform(20, 280)
        for _ in range(draw.randint(3, 6) * len(at.skills)):
            found.append(replace(_arrival(draw, at, starts, 0.25), at=starts + draw.uniform(0, 6)))
    return tuple(sorted(found, key=lambda one: one.at))


def _without_one(day: Day, number: int, moment: float) -> Day:
    officers = list(day.officers)
    officers[number] = replace(officers[number], leaves=moment)
    return replace(day, officers=tuple(officers))
