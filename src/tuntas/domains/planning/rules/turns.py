"""Turns of work with breaks, and which of them some opening hours and manners allow.

Half hours are bits of a number, so that a turn is laid over a day by one operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Choice = tuple[int, int, "Turn"]  # its bits, its work, itself


@dataclass(frozen=True, slots=True)
class Manners:
    """What may be asked of a person. In half hours.

    At most four hours without a break of half an hour: Law 13/2003 on manpower, article 79(2)(a).
    """

    shortest: int = 4
    longest: int = 17
    longest_stint: int = 8
    shortest_stint: int = 2
    break_halves: int = 2  # an hour: somebody eats and prays

    def __post_init__(self) -> None:
        if not 0 < self.shortest_stint <= self.shortest <= self.longest_stint <= self.longest:
            raise ValueError("A turn is at least a stint long, and a stint at most a turn.")


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One person's day at a counter: stints from until before a half hour, with breaks between."""

    stints: tuple[tuple[int, int], ...]

    @property
    def starts(self) -> int:
        return self.stints[0][0]

    @property
    def ends(self) -> int:
        return self.stints[-1][1]

    @property
    def breaks(self) -> tuple[tuple[int, int], ...]:
        return tuple((one[1], other[0]) for one, other in zip(self.stints, self.stints[1:], strict=False))

    @property
    def work(self) -> int:
        return sum(until - since for since, until in self.stints)

    @property
    def bits(self) -> int:
        return sum((1 << until) - (1 << since) for since, until in self.stints)


@lru_cache(maxsize=64)
def choices(is_open: tuple[int, ...], manners: Manners) -> tuple[Choice, ...]:
    """Every turn that these hours allow, with its bits and its work; one turn for days shorter than any."""
    found = {
        turn
        for first in is_open
        for last in is_open
        if first <= last and last - first < manners.longest
        for turn in _turns(first, last + 1, frozenset(is_open), manners)
        if turn.work >= min(manners.shortest, len(is_open))
    }
    return tuple((turn.bits, turn.work, turn) for turn in sorted(found))


def _turns(since: int, until: int, is_open: frozenset[int], manners: Manners) -> Iterator[Turn]:
    """From `since` until before `until`: closed hours are breaks by themselves, long stints get one."""
    ways: list[tuple[tuple[int, int], ...]] = [()]
    for stint in _runs(since, until, is_open):
        ways = [(*way, *part) for way in ways for part in _parted(stint, manners)]
    yield from (Turn(way) for way in ways)


def _parted(stint: tuple[int, int], manners: Manners) -> Iterator[tuple[tuple[int, int], ...]]:
    since, until = stint
    if until - since <= manners.longest_stint:
        yield (stint,)
        return
    for pause in range(since + manners.shortest_stint, since + manners.longest_stint + 1):
        after = pause + manners.break_halves
        if until - after < manners.shortest_stint:
            continue
        for rest in _parted((after, until), manners):
            yield ((since, pause), *rest)


def _runs(since: int, until: int, is_open: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The open stretches between two half hours."""
    begun: int | None = None
    for half in range(since, until + 1):
        if half < until and half in is_open:
            begun = half if begun is None else begun
        elif begun is not None:
            yield begun, half
            begun = None
