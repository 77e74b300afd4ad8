"""A promise's danger follows from how long the work usually takes and has taken."""

from __future__ import annotations

from ..promise import broken

USUAL = (30.0, 45.0, 50.0, 55.0, 60.0, 65.0, 80.0, 100.0, 130.0) * 5


def test_grows_with_the_minutes_that_have_passed() -> None:
    chances = [broken(elapsed, 120, USUAL, 90) for elapsed in range(0, 121, 5)]

    assert chances == sorted(chances)
    assert chances[0] < 0.2
    assert chances[-1] == 1.0


def test_falls_with_the_minutes_that_were_promised() -> None:
    chances = [broken(20, promised, USUAL, 90) for promised in range(30, 400, 10)]

    assert chances == sorted(chances, reverse=True)


def test_is_never_certain_from_few_cases() -> None:
    assert 0 < broken(0, 120, (10.0, 12.0), 90) < broken(0, 120, (), 90) < 1


def test_goes_on_where_nothing_ever_lasted_so_long() -> None:
    assert 0 < broken(500, 520, USUAL, 90) < 1
    assert 0 < broken(50_000, 60_000, USUAL, 90) <= 1


def test_is_the_share_of_the_recent_that_lasted_longer_where_there_are_many() -> None:
    lasted = tuple(float(minutes) for minutes in range(1, 201))

    assert abs(broken(100, 150, lasted, 90) - 0.5) < 0.03
