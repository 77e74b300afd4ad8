"""What a tile says: its colour, shape and figure, from five counts of an office. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What the wall may be asked for; the order is the order in which trouble matters."""

    NOW = "now"
    LATE = "late"
    OUTAGES = "outages"
    COUNTERS = "counters"
    WAITING = "waiting"
    AT_RISK = "at_risk"


class Level(StrEnum):
    """How a tile looks, the worst last."""

    IDLE = "idle"
    CALM = "calm"
    WARN = "warn"
    BAD = "bad"


LEVELS = tuple(Level)
SINGLE = tuple(measure for measure in Measure if measure is not Measure.NOW)
# From how much on a measure warns and is bad (0: never). Of those who wait it is how many there are for each open
# counter: at five minutes each, the fourth waits longer than a quarter of an hour. Of counters it is who waits at none.
LIMITS: dict[Measure, tuple[int, int]] = {
    Measure.LATE: (0, 1),
    Measure.OUTAGES: (0, 1),
    Measure.COUNTERS: (0, 1),
    Measure.WAITING: (4, 8),
    Measure.AT_RISK: (1, 0),
}


@dataclass(frozen=True)
class State:
    """One office, or many together: promises broken and at risk, who waits, counters open, outages reported."""

    late: int = 0
    at_risk: int = 0
    waiting: int = 0
    counters: int = 0
    outages: int = 0

    @property
    def figures(self) -> tuple[int, ...]:
        return astuple(self)

    def __add__(self, other: State) -> State:
        return State(*(one + more for one, more in zip(self.figures, other.figures, strict=True)))

    def figure(self, measure: Measure) -> int:
        return int(getattr(self, measure))


NOTHING = State()


def total(states: Iterable[State]) -> State:
    return sum(states, NOTHING)


def judged(state: State, measure: Measure) -> int:
    """What is held against the limits of a measure."""
    if measure is Measure.WAITING:
        return -(-state.waiting // max(state.counters, 1))
    if measure is Measure.COUNTERS:
        return state.waiting if state.counters == 0 else 0
    return state.figure(measure)


def level(state: State, measure: Measure) -> Level:
    """How an office stands by a measure; `NOW` is the worst of all."""
    if measure is Measure.NOW:
        return max((level(state, one) for one in SINGLE), key=LEVELS.index)
    warns, hurts = LIMITS[measure]
    value = judged(state, measure)
    if hurts and value >= hurts:
        return Level.BAD
    if warns and value >= warns:
        return Level.WARN
    return Level.CALM if state != NOTHING else Level.IDLE


def told(state: State, measure: Measure) -> Measure:
    """Which figure a tile shows: the measure asked for, or what makes it as bad as it is now; if nothing, who waits."""
    if measure is not Measure.NOW:
        return measure
    worst = level(state, Measure.NOW)
    if worst in (Level.IDLE, Level.CALM):
        return Measure.WAITING
    return next(one for one in SINGLE if level(state, one) is worst)


def troubled(states: Iterable[State], measure: Measure) -> int | None:
    """What an area shows of what matters now: how many offices are as bad as its worst; None where all is well."""
    levels = [level(one, Measure.NOW) for one in states] if measure is Measure.NOW else []
    worst = max(levels, key=LEVELS.index, default=Level.IDLE)
    return levels.count(worst) if worst in (Level.WARN, Level.BAD) else None


def urgency(state: State, measure: Measure) -> tuple[int, int, int]:
    """What an office is sorted by, the most urgent highest."""
    shown = told(state, measure)
    return LEVELS.index(level(state, measure)), -SINGLE.index(shown), judged(state, shown)
