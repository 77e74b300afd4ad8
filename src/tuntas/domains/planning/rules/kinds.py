"""Which counters call which letters: kinds of counters, who can go where, and how a number of counters is shared out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Counts = tuple[int, ...]  # of each kind


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """Counters that call the same letters, and how many of them there are."""

    letters: tuple[str, ...]
    counters: int

    @property
    def code(self) -> str:
        return "".join(self.letters)


def options(kinds: Sequence[Kind], letters: Iterable[str]) -> tuple[Counts, ...]:
    """For each letter in its order the kinds that call it; every kind, where none does: `uncalled` names such letters."""
    every = tuple(number for number, kind in enumerate(kinds) if kind.counters)
    return tuple(
        tuple(number for number in every if letter in kinds[number].letters) or every
        for letter in sorted(letters)
    )


def uncalled(kinds: Sequence[Kind], letters: Iterable[str]) -> list[str]:
    """The letters that no counter calls."""
    return [
        letter
        for letter in sorted(letters)
        if not any(letter in kind.letters for kind in kinds if kind.counters)
    ]


def serve_all(counts: Sequence[int], whose: Iterable[Counts]) -> bool:
    """Whether with so many counters of each kind somebody calls every letter."""
    return all(any(counts[kind] for kind in some) for some in whose)


def shared_out(kinds: Sequence[Kind], number: int, loads: Sequence[float], whose: Sequence[Counts]) -> Counts:
    """`number` counters over the kinds, each where most work is left; more where a letter would have nobody.

    `loads`: work by letter, in any unit; `whose`: their kinds. A counter takes its even share of all work, of its letters
    alike.
    """
    left, counts = [max(load, 1e-9) for load in loads], [0] * len(kinds)
    share = sum(left) / max(1, number)
    while sum(counts) < number or not serve_all(counts, whose):
        missing = [some for some in whose if not any(counts[kind] for kind in some)]
        room = [one for one, kind in enumerate(kinds) if counts[one] < kind.counters]
        if not room or (missing and not any(one in some for some in missing for one in room)):
            break
        work = {one: sum(load for load, some in zip(left, whose, strict=True) if one in some) for one in room}
        # With the last counters first those letters that still have nobody.
        must = len(missing) if sum(counts) + len(missing) >= number else 0
        chosen = max(room, key=lambda one: (must and sum(one in some for some in missing), work[one]))
        taken = min(1.0, share / work[chosen]) if work[chosen] else 0.0
        left = [load * (1 - taken) if chosen in some else load for load, some in zip(left, whose, strict=True)]
        counts[chosen] += 1
    return tuple(counts)
