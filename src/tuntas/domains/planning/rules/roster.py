"""Who stands at a counter when: blocks of work with breaks that cover what each half hour needs.

Blocks are chosen one by one, each
the one that covers most of what is still missing for the work that it takes; then those that became needless go, and
ends that nobody needs are cut. That is not proved to be the least, so the least that is possible stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .blocks import Block, Choice, Manners, choices
from .simulation import HALVES

WASTE = 0.3  # a half hour that nobody needs costs so much of one that is needed


@dataclass(frozen=True, slots=True)
class Roster:
    """Blocks in order of their beginning."""

    blocks: tuple[Block, ...]

    @property
    def cover(self) -> tuple[int, ...]:
        """Counters open in each of 48 half hours."""
        return tuple(sum(block.bits >> half & 1 for block in self.blocks) for half in range(HALVES))

    @property
    def work(self) -> int:
        return sum(block.work for block in self.blocks)


def rostered(
    needed: Sequence[int], is_open: Sequence[int], *, most: int, manners: Manners | None = None
) -> Roster:
    """A roster for the open half hours; never more than `most` at once, so what is needed may stay uncovered."""
    manners = manners or Manners()
    possible = choices(tuple(sorted(is_open)), manners)
    chosen: list[Block] = []
    layers = [
        _bits(half for half in is_open if needed[half] > number) for number in range(max(needed, default=0))
    ]
    while True:
        cover = Roster(tuple(chosen)).cover
        missing = _bits(half for half in is_open if cover[half] < needed[half])
        full = _bits(half for half in range(HALVES) if cover[half] >= most)
        best = _best(possible, missing, full)
        if best is None or len(chosen) > 4 * max(1, len(layers)):
            break
        chosen.append(best)
    return Roster(tuple(sorted(_spared(chosen, possible, needed))))


def least_work(needed: Sequence[int]) -> int:
    """Half hours of work below which no roster covers the need."""
    return sum(needed)


def faults(
    roster: Roster, needed: Sequence[int], is_open: Sequence[int], *, most: int, manners: Manners | None = None
) -> list[str]:
    """What a roster breaks, in words; empty when it keeps everything. Looks at the stints only."""
    manners = manners or Manners()
    found = []
    cover = [0] * HALVES
    for block in roster.blocks:
        for since, until in block.stints:
            found += [
                f"{since}-{until}: works while shut" for half in range(since, until) if half not in is_open
            ]
            found += [f"{since}-{until}: no break"] * (until - since > manners.longest_stint)
            for half in range(since, until):
                cover[half] += 1
        found += [
            f"{since}-{until}: break too short"
            for since, until in block.breaks
            if until - since < manners.break_halves and any(half in is_open for half in range(since, until))
        ]
        found += [f"{block.starts}: block too short"] * (block.work < min(manners.shortest, len(is_open)))
        found += [f"{block.starts}: block too long"] * (block.ends - block.starts > manners.longest)
    found += [f"{half}: more than {most} counters" for half in range(HALVES) if cover[half] > most]
    found += [
        f"{half}: {cover[half]} of {needed[half]} counters"
        for half in is_open
        if cover[half] < min(needed[half], most)
    ]
    return found


def _best(possible: Sequence[Choice], missing: int, full: int) -> Block | None:
    if not missing:
        return None
    best, most = None, 0.0
    for bits, work, block in possible:
        if bits & full:
            continue
        covered = (bits & missing).bit_count()
        worth = covered - WASTE * (work - covered)
        if covered and (best is None or worth > most):
            best, most = block, worth
    return best


def _spared(chosen: Sequence[Block], possible: Sequence[Choice], needed: Sequence[int]) -> list[Block]:
    """Each block is changed for the one with least work that still covers what the others leave; or for none."""
    kept = list(chosen)
    for number in sorted(range(len(kept)), key=lambda number: kept[number].work):
        others = [block for other, block in enumerate(kept) if other != number and block.stints]
        cover = Roster(tuple(others)).cover
        left = _bits(half for half in range(HALVES) if cover[half] < needed[half]) & kept[number].bits
        within = [
            (work, block)
            for bits, work, block in possible
            if bits & left == left and not bits & ~kept[number].bits
        ]
        kept[number] = min([(kept[number].work, kept[number]), *within])[1] if left else Block(())
    return [block for block in kept if block.stints]


def _bits(halves: Iterable[int]) -> int:
    return sum(1 << half for half in set(halves))
