"""What is told by rank: all of a week or nothing, and of one to four with priority nothing that could be reckoned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.figures.rules import ranks
from tuntas.domains.figures.rules.waiting import Waited

FEW = st.integers(0, 12)


def came(people: int, minutes: int = 10) -> Waited:
    waited = Waited()
    waited.counts["issued"] = people
    waited.times["wait"].update({minutes: people} if people else {})
    return waited


@given(alone=FEW, both=FEW, appointment=FEW, ordinary=FEW)
def test_nothing_speaks_of_one_to_four_with_priority(
    alone: int, both: int, appointment: int, ordinary: int
) -> None:
    held = {"priority": alone, "both": both, "appointment": appointment, "ordinary": ordinary}

    told = ranks.told({rank: came(people) for rank, people in held.items() if people})

    people = {rank: one.counts["issued"] for rank, one in told.items()}
    if not told:
        return
    # How many came by appointment stands in another table.
    with_both = both + appointment - people.get("appointment", 0)
    first = people.get("priority", 0)
    assert sum(people.values()) == sum(held.values())
    assert all(some == 0 or some >= 5 for some in (first, with_both, first - with_both))


def test_five_with_and_five_without_are_told() -> None:
    assert set(ranks.told({"priority": came(5), "ordinary": came(5)})) == {"priority", "ordinary"}
    assert ranks.told({"priority": came(5), "ordinary": came(4)}) == {}
    assert set(ranks.told({"ordinary": came(1)})) == {"ordinary"}


def test_what_some_are_spared_the_others_wait() -> None:
    told = ranks.told({"priority": came(5, 3), "ordinary": came(15, 11)})

    assert (ranks.longer(told["priority"]), ranks.longer(told["ordinary"])) == (-6, 2)
    assert ranks.longer(came(4)) is None
