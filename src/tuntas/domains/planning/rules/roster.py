"""Who stands at a counter when: turns of work with breaks that cover what each half hour needs.

Turns are chosen one by one, each
the one that covers most of what is still missing for the work that it takes; then those that became needless go, and
ends that nobody needs are cut. That is not proved to be the least, so the least that is possible stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .simulation import HALVES
from .turns import Choice, Manners, Turn, choices

WASTE = 0.3  # a half hour that nobody needs costs so much of one that is needed
DEEPER = 0.5  # and one that is missing twice is worth so much more


@dataclass(frozen=True, slots=True)
class Roster:
    """Turns in order of their beginning."""

    turns: tuple[Turn, ...]

    @property
    def cover(self) -> tuple[int, ...]:
        """Counters open in each of 48 half hours."""
        return tuple(sum(turn.bits >> half & 1 for turn in self.turns) for half in range(HALVES))

    @property
    def work(self) -> int:
        return sum(turn.work for turn in self.turns)


def rostered(
    needed: Sequence[int], is_open: Sequence[int], *, most: int, manners: Manners | None = None
) -> Roster:
    """A roster for the open half hours; never more than `most` at once, so what is needed may stay uncovered."""
    manners = manners or Manners()
    possible = choices(tuple(sorted(is_open)), manners)
    chosen: list[Turn] = []
    while True:
        cover = Roster(tuple(chosen)).cover
        depth = max((needed[half] - cover[half] for half in is_open), default=0)
        missing = [
            _bits(half for half in is_open if needed[half] - cover[half] > number) for number in range(depth)
        ]
        full = _bits(half for half in range(HALVES) if cover[half] >= most)
        best = _best(possible, missing, full)
        if best is None:
            break
        chosen.append(best)
    return Roster(tuple(sorted(_spared(chosen, possible, needed))))


def faults(
    roster: Roster, needed: Sequence[int], is_open: Sequence[int], *, most: int, manners: Manners | None = None
) -> list[str]:
    """What a roster breaks, in words; empty when it keeps everything. Looks at the stints only."""
    manners = manners or Manners()
    found = []
    cover = [0] * HALVES
    for turn in roster.turns:
        for since, until in turn.stints:
            found += [
                f"{since}-{until}: works while shut" for half in range(since, until) if half not in is_open
            ]
            found += [f"{since}-{until}: no break"] * (until - since > manners.longest_stint)
            for half in range(since, until):
                cover[half] += 1
        found += [
            f"{since}-{until}: break too short"
            for since, until in turn.breaks
            if until - since < manners.break_halves and any(half in is_open for half in range(since, until))
        ]
        found += [f"{turn.starts}: turn too short"] * (turn.work < min(manners.shortest, len(is_open)))
        found += [f"{turn.starts}: turn too long"] * (turn.ends - turn.starts > manners.longest)
    found += [f"{half}: more than {most} counters" for half in range(HALVES) if cover[half] > most]
    found += [
        f"{half}: {cover[half]} of {needed[half]} counters"
        for half in is_open
        if cover[half] < min(needed[half], most)
    ]
    return found


def _best(possible: Sequence[Choice], missing: Sequence[int], full: int) -> Turn | None:
    """The turn that is worth most; None when nothing is missing, or nothing fits any more.

    `missing`: where at least one counter is missing, where two are, and so on. What is missing twice is worth more:
    so the second person is not on a break with the first.
    """
    best, most = None, 0.0
    for bits, work, turn in possible:
        if bits & full or not (covered := (bits & missing[0]).bit_count() if missing else 0):
            continue
        deeper = sum((bits & layer).bit_count() for layer in missing[1:])
        worth = covered - WASTE * (work - covered) + DEEPER * deeper
        if best is None or worth > most:
            best, most = turn, worth
    return best


def _spared(chosen: Sequence[Turn], possible: Sequence[Choice], needed: Sequence[int]) -> list[Turn]:
    """Each turn is changed for the one with least work that still covers what the others leave; or for none."""
    kept = list(chosen)
    for number in sorted(range(len(kept)), key=lambda number: kept[number].work):
        others = [turn for other, turn in enumerate(kept) if other != number and turn.stints]
        cover = Roster(tuple(others)).cover
        left = _bits(half for half in range(HALVES) if cover[half] < needed[half]) & kept[number].bits
        within = [
            (work, turn)
            for bits, work, turn in possible
            if bits & left == left and not bits & ~kept[number].bits
        ]
        kept[number] = min([(kept[number].work, kept[number]), *within])[1] if left else Turn(())
    return [turn for turn in kept if turn.stints]


def _bits(halves: Iterable[int]) -> int:
    return sum(1 << half for half in set(halves))
