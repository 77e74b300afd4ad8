"""In which order are those who wait called, as far as it stands now?"""

from __future__ import annotations

from collections.abc import Sequence

from ..rules import FAIRNESS, Rank


def in_call_order(ranks: Sequence[Rank], *, passed_over: int = 0, cap: int = FAIRNESS) -> list[int]:
    """The places of those who wait (their ranks, in order of coming) as one counter that serves all would call them.

    The policy of `rules.next_of`, told forward: the better rank first, but an ordinary one after `cap` calls that passed
    over it; `passed_over` is the office's count at this moment.
    """
    ordinary = [place for place, rank in enumerate(ranks) if rank is Rank.ORDINARY]
    better = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not Rank.ORDINARY)
    found: list[int] = []
    for _, place in better:
        if passed_over >= cap and ordinary:
            found.append(ordinary.pop(0))
            passed_over = 0
        found.append(place)
        passed_over += 1
    return found + ordinary
