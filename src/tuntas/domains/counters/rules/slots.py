"""Which times of a day can be booked, and how many people fit into each: from opening hours, counters and durations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class Policy:
    """What one office decided; all lengths in minutes."""

    is_offered: bool
    share_percent: int  # of what the counters can serve
    days_ahead: int
    slot_minutes: int
    early_minutes: int  # from so long before the time one may check in
    late_minutes: int  # until so long after the time has begun
    hold_minutes: int


# From and to what an office may decide.
BOUNDS = {
    "share_percent": (0, 100),
    "days_ahead": (0, 60),
    "slot_minutes": (5, 240),
    "early_minutes": (0, 120),
    "late_minutes": (0, 60),
    "hold_minutes": (1, 30),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked; each of its lanes is one person's."""

    starts_at: datetime
    ends_at: datetime
    lanes: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A lane that somebody has for a while."""

    starts_at: datetime
    ends_at: datetime
    lane: int


def lanes_each(counters: Iterable[Sequence[str]], letter: str, *, minutes: int, policy: Policy) -> Fraction:
    """How many people of a letter may book each slot, as an exact fraction.

    `counters` are the letters of each counter. A counter's time is divided evenly among its letters, so that the
    appointments of all letters together never take more than the share.
    """
    heads = sum((Fraction(1, len(letters)) for letters in counters if letter in letters), Fraction())
    return heads * policy.slot_minutes * policy.share_percent / (100 * minutes)


def slots_of(sessions: Iterable[tuple[datetime, datetime]], each: Fraction, policy: Policy) -> list[Slot]:
    """The day's slots that take anybody. Half a person every slot is one person every second slot."""
    times = list(_times(sessions, timedelta(minutes=policy.slot_minutes)))
    found = (
        Slot(starts, ends, floor(each * (place + 1)) - floor(each * place))
        for place, (starts, ends) in enumerate(times)
    )
    return [slot for slot in found if slot.lanes]


def free_lanes(slot: Slot, taken: Iterable[Taken]) -> list[int]:
    """The lanes that nobody has. Where counters became fewer since people booked, none until the rest is enough."""
    held = [one.lane for one in taken if one.starts_at < slot.ends_at and one.ends_at > slot.starts_at]
    if len(held) >= slot.lanes:
        return []
    return [lane for lane in range(slot.lanes) if lane not in held]


def check_in_between(starts_at: datetime, policy: Policy) -> tuple[datetime, datetime]:
    """From when until when somebody with this time may say that they are here."""
    return (
        starts_at - timedelta(minutes=policy.early_minutes),
        starts_at + timedelta(minutes=policy.late_minutes),
    )


def _times(
    sessions: Iterable[tuple[datetime, datetime]], length: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    for opens, closes in sessions:
        starts = opens
        while starts + length <= closes:
            yield starts, starts + length
            starts += length
