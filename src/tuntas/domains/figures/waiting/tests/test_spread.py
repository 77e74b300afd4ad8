"""What is said of waits: exact percentiles, and shares of those whom they are about."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.figures.rules.figures import Share
from tuntas.domains.figures.rules.waiting import Waited, spread


@given(st.lists(st.integers(0, 300), min_size=5, max_size=200))
def test_ninety_five_of_a_hundred_took_no_longer(minutes: list[int]) -> None:
    last = spread(Counter(minutes)).last

    assert last is not None
    assert sum(one <= last for one in minutes) >= Fraction(95, 100) * len(minutes)
    assert sum(one < last for one in minutes) < Fraction(95, 100) * len(minutes)


def test_fifteen_minutes_are_in_time_and_a_second_more_is_not() -> None:
    waited = Waited()
    waited.times["wait"].update({15: 3, 16: 1})

    assert waited.in_time == Share(3, 4)


def test_says_nothing_of_nobody() -> None:
    nobody = Waited()

    assert (nobody.in_time, nobody.kept, nobody.absent, nobody.left) == (None, None, None, None)
    assert nobody.is_empty


def test_names_no_percentile_of_fewer_than_five() -> None:
    assert spread({3: 4}).median is None
    assert spread({3: 5}).median == 3


def test_shares_of_absent_and_left_are_of_all_who_took_a_ticket() -> None:
    waited = Waited()
    waited.counts.update(issued=10, absent=2, left=1)

    assert (waited.absent, waited.left) == (Share(2, 10), Share(1, 10))
