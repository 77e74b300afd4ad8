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
    ADD_HELP = (
        "add_help"  # nobody here is free for it: somebody helps with the applications, or comes to a counter
    )


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
    """Something that could be done at a counter until this queue has passed, and each one's chance to be late then."""

    remedy: Remedy
    counter: int
    minutes: float
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest remedy: at which counter, for how many minutes, and how many fewer would be late on average."""

    remedy: Remedy
    counter: int | None = None
    minutes: int | None = None
    spares: float = 0.0


LEAST_SPARED = 0.25  # of a resident; what helps less is no help
# Whoever is on a break is there already; who comes from elsewhere is missed there.
COST = {Remedy.OPEN_COUNTER: 1.0, Remedy.END_BREAK: 0.5, Remedy.ADD_HELP: 2.0}


def count_at_risk(chances: Iterable[float], limit: Thresholds) -> int:
    return sum(limit.is_at_risk(one) for one in chances)


def remedy_at_shut(*, officers_on_duty: int, at_counters: int) -> Remedy:
    """What a counter that is shut needs: a word to somebody on duty, or somebody from elsewhere."""
    return Remedy.OPEN_COUNTER if officers_on_duty > at_counters else Remedy.ADD_HELP


def cheapest(now: Sequence[float], options: Iterable[Option]) -> Advice | None:
    """Of what could be done, what spares most people a late call for each minute that it takes; None if nothing helps."""
    expected = sum(now)
    found = []
    for one in options:
        minutes, spares = _tens(one.minutes), expected - sum(one.chances)
        if spares >= LEAST_SPARED:
            advice = Advice(one.remedy, one.counter, minutes, spares)
            found.append((spares / (minutes * COST[one.remedy]), -one.counter, advice))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _tens(minutes: float) -> int:
    """As one would say it to somebody who is to sit there: whole tens of minutes."""
    return max(10, -(-int(minutes) // 10) * 10)


def level_of(opened_at: datetime, answered_at: datetime | None, at: datetime, limit: Thresholds) -> int:
    """Who is told by now: 0 the head of unit, 1 the level above … An answer stops it at the level that it had reached."""
    until = min(at, answered_at) if answered_at else at
    lasted = until - opened_at
    reached = [
        level for level, minutes in limit.minutes_to_level.items() if lasted >= timedelta(minutes=minutes)
    ]
    return max(reached, default=0)
