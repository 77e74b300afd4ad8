"""Whatever a forecast does not know, its interval learns to be honest."""

from __future__ import annotations

from random import Random

import pytest

from ..calibration import learn, so_far, stated
from ..interval import waits
from ..office import Calibration, Waiting
from .room import office


@pytest.mark.parametrize(("shift", "spread"), [(1.0, 1.0), (1.8, 1.0), (0.5, 0.5), (1.0, 3.0)])
def test_four_of_five_waits_come_true_whatever_was_wrong(shift: float, spread: float) -> None:
    draw, known, hits = Random(5), Calibration(), 0

    for number in range(3000):
        computed = (10.0, 15.0, 22.0)
        actual = max(0.0, 15.0 * shift + draw.gauss(0, 4.5) * spread)
        low, _, high = stated(known, computed)
        hits += low <= actual <= high and number >= 1000
        known = learn(known, computed, actual)

    assert 0.78 <= hits / 2000 <= 0.85


def test_the_middle_goes_where_half_of_the_waits_are() -> None:
    draw, known = Random(6), Calibration()

    for _ in range(2000):
        known = learn(known, (10.0, 15.0, 22.0), 25.0 + draw.gauss(0, 3))

    assert stated(known, (10.0, 15.0, 22.0))[1] == pytest.approx(25.0, abs=1.0)


def test_one_outcome_moves_it_a_little_and_never_out_of_bounds() -> None:
    known = Calibration()

    once = learn(known, (10.0, 15.0, 22.0), 500.0)
    for _ in range(5000):
        known = learn(known, (10.0, 15.0, 22.0), 500.0)

    assert once.high - 1.0 < 0.06
    assert known.high == 8.0


def test_moves_the_chance_of_a_long_wait_along() -> None:
    computed = waits(office(waiting=8))[-1]
    corrected = waits(office(waiting=8, calibration=Calibration(-0.5, 1.0, 2.5)))[-1]

    assert corrected.low > computed.low
    assert corrected.middle > computed.middle
    assert corrected.high > computed.high
    assert corrected.over > computed.over


def test_whoever_waits_longer_than_was_said_makes_it_longer_for_others_before_they_are_called() -> None:
    told = (10.0, 15.0, 22.0)
    late = (Waiting("A", waited_minutes=90.0, told=told, told_minutes_ago=90.0),) * 4
    in_time = (Waiting("A", waited_minutes=90.0, told=told, told_minutes_ago=12.0),) * 4
    usual, known = waits(office(ahead=in_time))[-1], waits(office(ahead=late))[-1]

    assert known.computed == usual.computed
    assert known.high > usual.high
    assert known.low > usual.low
    assert so_far(Calibration(), in_time) == Calibration()
    assert so_far(Calibration(), (Waiting("A", waited_minutes=90.0),)) == Calibration(), "nobody told them"
