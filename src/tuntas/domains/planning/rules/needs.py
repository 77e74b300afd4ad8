"""How many counters each half hour needs so that 95 of 100 people wait at most 15 minutes, and promises hold.

Erlang's formula starts (`start.py`), simulated days correct it: up where too many wait (as Z. Feldman, A. Mandelbaum,
W. Massey and W. Whitt do, Management Science 54(2), 2008), down where nobody would notice. Where counters call different
letters the search is the same, over each kind. What is said of the result comes from other days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .demand import Demand
from .history import QUARTERS
from .kinds import Kind, serve_all, shared_out
from .simulation import HALVES, Days, Tally, tally
from .start import Halves, Target, desks_started, in_halves, started

ROUNDS = 12
FEWEST_PEOPLE = 20  # of all replications: a half hour with fewer says nothing by itself

Standing = tuple[Halves, ...]  # of each kind


@dataclass(frozen=True, slots=True)
class Need:
    """Counters (or desks) in each of 48 half hours: by the formula, and by kind after simulated days corrected it."""

    start: Halves
    by_kind: Standing
    is_met: bool

    @property
    def counters(self) -> Halves:
        """Of all kinds together."""
        return tuple(map(sum, zip(*self.by_kind, strict=True)))


@dataclass(frozen=True, slots=True)
class Place:
    """What a plan can be made of: kinds of counters, and the quarters in which they may be open."""

    kinds: Sequence[Kind]
    quarters: Sequence[int]

    @property
    def halves(self) -> list[int]:
        return sorted({quarter // 2 for quarter in self.quarters})


def counters_needed(days: Days, checks: Days, demand: Demand, place: Place, *, target: Target) -> Need:
    """`checks` are days that the search does not see."""
    most = sum(kind.counters for kind in place.kinds)
    start = in_halves(started(demand, target), place.quarters, most)
    return _searched(start, demand.loads(), days, checks, place, allowed=target.late)


def desks_needed(
    days: Days, checks: Days, demand: Demand, quarters: Sequence[int], *, most: int, target: Target
) -> Need:
    """Desks that finish what the counters accept, so that promises hold: `days` are those at the desks."""
    start = in_halves(desks_started(demand, target), quarters, most)
    place = Place((Kind((), most),), quarters)
    return _searched(start, (), days, checks, place, allowed=target.broken)


def in_quarters(halves: Sequence[int], quarters: Sequence[int]) -> tuple[int, ...]:
    """Numbers of half hours as numbers of quarters, none while the office is shut."""
    is_open = set(quarters)
    return tuple(halves[quarter // 2] if quarter in is_open else 0 for quarter in range(QUARTERS))


def _searched(
    start: Halves, loads: Sequence[float], days: Days, checks: Days, place: Place, *, allowed: float
) -> Need:
    standing = _shared_out(start, loads, days, place)
    standing = _raised(standing, days, place, allowed)
    standing = _lowered(standing, days, place, allowed)
    standing = _raised(standing, checks, place, allowed)
    return Need(start, standing, not _bad(_tally(checks, standing, place), allowed))


def _shared_out(start: Halves, loads: Sequence[float], days: Days, place: Place) -> Standing:
    if len(place.kinds) == 1:
        return (start,)
    nobody = (0,) * len(place.kinds)
    rows = [shared_out(place.kinds, number, loads, days.whose) if number else nobody for number in start]
    return tuple(zip(*rows, strict=True))


def _raised(standing: Standing, days: Days, place: Place, allowed: float) -> Standing:
    """One more in every half hour in which too many are late, until none is or no counter is left."""
    for _round in range(ROUNDS):
        found = _tally(days, standing, place)
        rooms = {_room(half, standing, place, found, days) for half in _bad(found, allowed)} - {None}
        if not rooms:
            break
        standing = tuple(
            tuple(number + ((kind, half) in rooms) for half, number in enumerate(row))
            for kind, row in enumerate(standing)
        )
    return standing


def _lowered(standing: Standing, days: Days, place: Place, allowed: float) -> Standing:
    """One fewer wherever still nobody is late too often; first where there is least to do."""
    if _bad(_tally(days, standing, place), allowed):
        return standing
    counters = [sum(column) for column in zip(*standing, strict=True)]
    # Who calls fewest letters goes first: the others can take over from them.
    kinds = sorted(range(len(standing)), key=lambda kind: len(place.kinds[kind].letters))
    for half in sorted(place.halves, key=lambda half: days.load[half] / counters[half]):
        for kind in kinds:
            while (fewer := _fewer(standing, kind, half, days)) is not None:
                # A share that is allowed in every half hour is allowed for the day too, but for its interval.
                found = _tally(days, fewer, place, allowed=allowed)
                if found is None or _bad(found, allowed):
                    break
                standing = fewer
    return standing


def _fewer(standing: Standing, kind: int, half: int, days: Days) -> Standing | None:
    """One counter of this kind less; None where the others could not keep up, or a letter would have nobody."""
    counts = [row[half] for row in standing]
    if not counts[kind] or sum(counts) == 1 or days.load[half] >= sum(counts):
        return None
    counts[kind] -= 1
    if not serve_all(counts, days.whose):
        return None
    row = standing[kind]
    row = (*row[:half], row[half] - 1, *row[half + 1 :])
    return (*standing[:kind], row, *standing[kind + 1 :])


def _tally(days: Days, standing: Standing, place: Place, *, allowed: float | None = None) -> Tally | None:
    return tally(days, [in_quarters(row, place.quarters) for row in standing], allowed=allowed)


def _bad(found: Tally | None, allowed: float) -> list[int]:
    """The half hours in which too many are late; the worst one when only the whole day is not surely good."""
    assert found is not None  # noqa: S101
    halves = range(HALVES)
    bad = [half for half in halves if found.people[half] >= FEWEST_PEOPLE and found.part(half) > allowed]
    # Where so few come that even nobody late proves little, no counter would help.
    if not bad and found.share.high > allowed and any(found.late):
        bad = [max(halves, key=lambda half: found.late[half])]
    return bad


def _room(
    half: int, standing: Standing, place: Place, found: Tally | None, days: Days
) -> tuple[int, int] | None:
    """Which counter can be added for this half hour: then, or as shortly before it as one is left.

    Of several kinds the one that calls most of those who were late; where two do, the one that calls more letters.
    """
    late: Mapping[int, int] = found.letters.get(half, {}) if found else {}

    def helps(kind: int) -> tuple[int, int]:
        called = sum(number for letter, number in late.items() if kind in days.whose[letter])
        return called, len(place.kinds[kind].letters)

    kinds = sorted(range(len(standing)), key=helps, reverse=True)
    before = [one for one in reversed(place.halves) if one <= half]
    return next(
        (
            (kind, one)
            for kind in kinds
            if helps(kind)[0] or not late
            for one in before
            if standing[kind][one] < place.kinds[kind].counters
        ),
        None,
    )
