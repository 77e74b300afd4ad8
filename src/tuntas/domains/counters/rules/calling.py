"""Who is called next at a counter: by rank, but nobody is passed over for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .workflow import Rank

# So many calls in a row may pass over somebody who waits in the ordinary queue; the next is theirs.
FAIRNESS = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The first of those of one rank who wait for one service group."""

    ticket: UUID
    rank: Rank
    placed_at: datetime
    number: int


def next_of(
    heads: Iterable[Head], *, passed_over: int, cap: int = FAIRNESS, at: datetime | None = None
) -> Head | None:
    """The one to call, or None when nobody waits.

    `passed_over` counts the calls in a row that went before a waiting ordinary ticket; at `cap` the ordinary one is due.
    An appointment whose time is after `at` is called when nobody else waits.
    """
    waiting = list(heads)
    first: dict[Rank, Head] = {}
    for head in [one for one in waiting if not _is_early(one, at)] or waiting:
        held = first.get(head.rank)
        if held is None or _came(head) < _came(held):
            first[head.rank] = head
    if not first:
        return None
    ordinary = first.get(Rank.ORDINARY)
    if ordinary and passed_over >= cap:
        return ordinary
    return first[min(first)]


def passed_over_after(called: Head, heads: Iterable[Head], *, passed_over: int) -> int:
    """The count after this call: one more when an ordinary ticket that could have been called waits on."""
    if called.rank is Rank.ORDINARY:
        return 0
    return passed_over + 1 if any(head.rank is Rank.ORDINARY for head in heads) else passed_over


def _is_early(head: Head, at: datetime | None) -> bool:
    return at is not None and head.rank is Rank.APPOINTMENT and head.placed_at > at


def _came(head: Head) -> tuple[datetime, int, UUID]:
    return head.placed_at, head.number, head.ticket
