"""Who is at risk, when that is an alarm, what helps cheapest, and who is told. Pure; times in minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class AlarmKind(StrEnum):
    """What is about to go wrong at an office."""

    WAITING = "waiting"
    PROMISE = "promise"


class Remedy(StrEnum):
    """What a head of unit can do at once."""

    OPEN_COUNTER = "open_counter"
    END_BREAK = "end_break"
    ADD_HELP = "add_help"  # no counter is left to open: somebody helps with the applications


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance one counts as at risk, how many make an alarm, and after how long without an answer who hears."""

    chance: float
    opens_at: int
    closes_below: int
    minutes_to_level: Mapping[int, int]

    def is_at_risk(self, chance: float) -> bool:
        return chance >= self.chance

    def opens(self, at_risk: int) -> bool:
        return at_risk >= self.opens_at

    def closes(self, at_risk: int) -> bool:
        return at_risk < self.closes_below


@dataclass(frozen=True, slots=True)
class Option:
    """Something that could be done: how sure the waiting are to be late if it is (a chance each)."""

    remedy: Remedy
    counter: int
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest remedy: at which counter, for how many minutes, and how many fewer would be late on average."""

    remedy: Remedy
    counter: int
    minutes: int
    spares: float


def count_at_risk(chances: Iterable[float], limit: Thresholds) -> int:
    return sum(limit.is_at_risk(one) for one in chances)


def cheapest(now: Sequence[float], options: Iterable[Option], *, minutes: float) -> Advice | None:
    """Of what could be done the one that spares most people a late call for each of its minutes; None if none helps.

    All options last until the queue of this moment has passed (`minutes`, rounded up to ten): whoever ends a break is
    there anyway, so it costs half as much as opening a counter.
    """
    expected = sum(now)
    whole = max(10, -(-int(minutes) // 10) * 10)
    found = [
        (
            _worth(one, expected, whole),
            -one.counter,
            Advice(one.remedy, one.counter, whole, expected - sum(one.chances)),
        )
        for one in options
    ]
    helping = [one for one in found if one[2].spares >= LEAST_SPARED]
    return max(helping, key=lambda one: one[:2])[2] if helping else None


LEAST_SPARED = 0.25
COST = {Remedy.OPEN_COUNTER: 1.0, Remedy.END_BREAK: 0.5, Remedy.ADD_HELP: 1.0}


def _worth(option: Option, expected: float, minutes: int) -> float:
    return (expected - sum(option.chances)) / (minutes * COST[option.remedy])


def level_of(opened_at: datetime, answered_at: datetime | None, at: datetime, limit: Thresholds) -> int:
    """Who is told by now: 0 the head of unit, 1 the level above … An answer stops it at the level that it had reached."""
    until = min(at, answered_at) if answered_at else at
    lasted = until - opened_at
    reached = [
        level for level, minutes in limit.minutes_to_level.items() if lasted >= timedelta(minutes=minutes)
    ]
    return max(reached, default=0)
