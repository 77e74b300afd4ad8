"""What happens at the counters of an office on one day: who takes a ticket, who is called when, how it ends. Pure.

Only how many wait is known here, not who: which ticket a call is for is decided by the real policy when it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from .offices import Span

TICKETS_A_DAY = 12.0  # at an office of middling business
_LETTERS, _ASKED = "ABCDE", (30, 25, 20, 15, 10)
_CHANNELS, _TAKEN = ("kiosk", "phone", "officer"), (70, 20, 10)
_PRIORITY = 0.15
_MORNING, _NOON, _BURST = 2.4, 0.6, 2.0
_LAST = timedelta(minutes=40)  # nobody comes so shortly before closing


class Do(StrEnum):
    """One turn at an office's counters: each is one call of a real action."""

    ISSUE = "issue"
    LEAVE = "leave"
    OPEN = "open"
    CALL = "call"
    CALL_BACK = "call_back"
    BEGIN = "begin"
    RECALL = "recall"
    ABSENT = "absent"
    PARK = "park"
    SEND_ON = "send_on"
    FINISH = "finish"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


@dataclass(frozen=True)
class Coming:
    """Somebody takes a ticket."""

    at: datetime
    letter: str
    channel: str
    has_priority: bool
    patience: timedelta | None  # after which they go, if they are not called before; most stay


@dataclass(frozen=True, order=True)
class Turn:
    """What happens when, at which counter, or who takes a ticket."""

    at: datetime
    office: str
    order: int
    what: Do = field(compare=False)
    counter: int = field(compare=False, default=0)
    coming: Coming | None = field(compare=False, default=None)
    cause: str = field(compare=False, default="")


def arrivals(
    office: str,
    business: float,
    opens: datetime,
    closes: datetime,
    *,
    seed: int,
    bursts: Sequence[Span] = (),
) -> Iterator[Coming]:
    """Who comes on this day: most in the first hours, few over noon. Drawn as if always busiest, then thinned."""
    draw = Random(f"{seed}/coming/{office}/{opens.isoformat()}")  # noqa: S311 – a play, not a secret
    hours = (closes - opens) / timedelta(hours=1)
    busiest = _MORNING * _BURST
    rate = TICKETS_A_DAY * business / (hours + 2.5 * (_MORNING - 1))
    at = opens - timedelta(minutes=10)
    while (at := at + timedelta(hours=draw.expovariate(rate * busiest))) < closes - _LAST:
        weight = _weight((at - opens) / timedelta(hours=1))
        weight *= _BURST if any(span.holds(office, at) for span in bursts) else 1.0
        if draw.random() < weight / busiest:
            yield somebody(draw, at.replace(microsecond=0))


def _weight(hours_open: float) -> float:
    if hours_open < 2.5:
        return _MORNING
    return _NOON if 4 <= hours_open < 5.5 else 1.0


def somebody(draw: Random, at: datetime) -> Coming:
    [letter] = draw.choices(_LETTERS, weights=_ASKED)
    [channel] = draw.choices(_CHANNELS, weights=_TAKEN)
    patience = timedelta(minutes=draw.randrange(15, 45)) if draw.random() < 0.06 else None
    return Coming(at, letter, channel, draw.random() < _PRIORITY, patience)
