"""What an office knows at a moment, and what it says about a wait. All times are minutes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..rules import FAIRNESS, Rank

# Bounds of what is looked at: whoever asks with more gets an answer of the same cost.
MOST_RECENT = 60
MOST_COUNTERS = 60
MOST_AHEAD = 300
MOST_DUE = 60


@dataclass(frozen=True, slots=True)
class Serving:
    """One open counter session."""

    groups: frozenset[str]
    busy_with: str | None = None  # the service group in service; None: nobody
    since_minutes: float = 0.0  # since the call of who is in service, or since the last one was finished
    on_break: bool = False
    back_in_minutes: float = 0.0  # of a break: its announced end; below 0: that is past


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ticket that is not called yet."""

    group: str
    rank: Rank = Rank.ORDINARY
    waited_minutes: float = 0.0  # until now; counts towards `over`
    told: tuple[float, float, float] | None = None  # `Wait.computed` of the first word they got
    told_minutes_ago: float = 0.0


@dataclass(frozen=True, slots=True)
class Due:
    """One appointment that has not checked in yet."""

    group: str
    in_minutes: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What an office learnt from its own forecasts: where the 10, 50 and 90 % points really lie.

    In units of the forecast's own spread: -1 is its 10 % point, 0 its middle, 1 its 90 % point. (-1, 0, 1) says
    "as computed"; (-1, 0.5, 2) says "waits are longer and less sure than computed".
    """

    low: float = -1.0
    middle: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class Office:
    """One office at one moment. `ahead` stands in call order; the newest of `recent` and `gaps` stands last."""

    counters: tuple[Serving, ...]
    ahead: tuple[Waiting, ...]
    recent: Mapping[str, tuple[float, ...]]  # group → minutes from call to finish, of those who came
    standard: Mapping[str, float]  # group → minutes a service should take
    gaps: tuple[float, ...] = ()  # minutes from a finish to the same counter's next call while people waited
    absent_share: float = 0.05  # of the tickets called lately, those whose holder did not come
    absent_minutes: float = 2.0  # what calling such a ticket costs
    breaks_per_hour: float = 0.25  # of one open counter, today and lately
    break_minutes: float = 8.0  # how long they last
    due: tuple[Due, ...] = ()
    arrivals_with_priority_per_minute: float = 0.0
    in_a_row: int = FAIRNESS  # calls that pass over a waiting ordinary ticket before it is called
    calibration: Calibration = field(default_factory=Calibration)


@dataclass(frozen=True, slots=True)
class Wait:
    """How much longer: in four of five cases between `low` and `high`; as often below `middle` as above.

    `computed` are the three points before calibration: keep them with the ticket and give them to
    `calibration.learn` when it is called. Where no open counter serves the group all points are infinite.
    """

    low: float
    middle: float
    high: float
    over: float  # P(waited + wait > the promised minutes)
    computed: tuple[float, float, float]
    people_ahead: int

    @property
    def is_known(self) -> bool:
        return math.isfinite(self.middle)
