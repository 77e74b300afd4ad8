"""Who stands at which kind of counter when: a roster for each kind, and somebody for each letter while others rest."""

from __future__ import annotations

from collections.abc import Sequence

from .kinds import Counts, Kind
from .roster import Roster, rostered
from .turns import Manners


def rosters(
    kinds: Sequence[Kind],
    needed: Sequence[Sequence[int]],
    is_open: Sequence[int],
    *,
    whose: Sequence[Counts] = (),
    manners: Manners | None = None,
) -> tuple[Roster, ...]:
    """`needed`: of each kind in each half hour; `whose`: for each letter the kinds that call it."""

    def of(kind: int, wanted: Sequence[int]) -> Roster:
        return rostered(wanted, is_open, most=kinds[kind].counters, manners=manners)

    found = [of(kind, wanted) for kind, wanted in enumerate(needed)]
    for kind, halves in _breaks(kinds, found, is_open, whose).items():
        wanted = [max(number, half in halves) for half, number in enumerate(needed[kind])]
        found[kind] = of(kind, wanted)
    return tuple(found)


def _breaks(
    kinds: Sequence[Kind], found: Sequence[Roster], is_open: Sequence[int], whose: Sequence[Counts]
) -> dict[int, set[int]]:
    """Half hours in which the breaks leave a letter to nobody, by a kind of which nobody is there and some could be."""
    covers = [roster.cover for roster in found]
    helped: dict[int, set[int]] = {}
    for half in is_open:
        for some in whose:
            free = [kind for kind in some if kinds[kind].counters and not covers[kind][half]]
            if len(free) < len(some) or any(half in helped.get(kind, ()) for kind in some):
                continue
            # Not of the kind that rests: of one that has people whenever it is asked.
            rested = max(free, key=lambda kind: sum(covers[kind]))
            others = [kind for kind in free if kind != rested]
            if others:
                helped.setdefault(others[0], set()).add(half)
    return helped
