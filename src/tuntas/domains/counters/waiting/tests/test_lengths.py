"""A service's length follows the office's own, and what is not known of it is said."""

from __future__ import annotations

from random import Random

import pytest

from ..lengths import Length, gap, lengths

STANDARD = {"A": 6.0, "B": 12.0}


def seen(mean: float, count: int = 60, seed: int = 1) -> tuple[float, ...]:
    draw = Random(seed)
    return tuple(draw.gammavariate(3.0, mean / 3.0) for _ in range(count))


def test_is_the_standard_with_much_doubt_where_nothing_was_seen() -> None:
    known = lengths({}, STANDARD)

    assert [known[group].mean for group in "AB"] == pytest.approx([6.0, 12.0])
    assert known["A"].doubt > 0.5


def test_is_what_was_seen_with_little_doubt_after_sixty() -> None:
    known = lengths({"A": seen(9.0), "B": seen(7.0, seed=2)}, STANDARD)

    assert known["A"].mean == pytest.approx(9.0, rel=0.2)
    assert known["B"].mean == pytest.approx(7.0, rel=0.2)
    assert known["A"].doubt < 0.25


def test_of_one_group_tells_of_the_pace_of_another() -> None:
    known = lengths({"A": seen(12.0)}, STANDARD)

    assert 15.0 < known["B"].mean < 26.0
    assert known["B"].doubt > known["A"].doubt


def test_follows_when_services_take_much_longer_now_and_not_when_a_little() -> None:
    before = seen(6.0, 45)
    usual, little, much = (
        lengths({"A": before + seen(minutes, 15, seed=3)}, {"A": 6.0})["A"].mean for minutes in (6.0, 7.0, 13.0)
    )

    assert little < usual * 1.2
    assert much > usual * 1.45


def test_grows_when_those_in_service_do_not_come_to_an_end() -> None:
    known = {"A": seen(6.0)}

    calm = lengths(known, {"A": 6.0}, [("A", 3.0)] * 4)["A"].mean
    stuck = lengths(known, {"A": 6.0}, [("A", 35.0)] * 4)["A"].mean

    assert stuck > 1.1 * calm


def test_is_not_spoilt_by_one_service_that_was_forgotten() -> None:
    usual = lengths({"A": seen(6.0)}, {"A": 6.0})["A"].mean
    forgotten = lengths({"A": (*seen(6.0)[:30], 600.0, *seen(6.0)[31:])}, {"A": 6.0})["A"].mean

    assert forgotten < 1.5 * usual


def test_what_is_left_grows_with_doubt_and_is_never_below_nothing() -> None:
    levels = [0.1, 0.5, 0.9]
    one = Length(mean=6.0, cv=0.8, doubt=0.1)

    fresh, late, very_late = (one.left(elapsed, levels) for elapsed in (0.0, 12.0, 5000.0))

    assert fresh == sorted(fresh)
    assert min(late) >= 0.0
    assert late[1] < 12.0
    assert all(0.0 <= minutes < 100_000 for minutes in very_late)


def test_a_gap_is_about_a_minute_until_the_office_knows_better() -> None:
    assert gap(()).mean == pytest.approx(1.0)
    assert gap((3.0,) * 60).mean == pytest.approx(3.0, rel=0.1)
