"""A wait is said as an interval that follows what the office knows."""

from __future__ import annotations

import math

import pytest

from ...rules import Rank
from ..interval import people_ahead, wait, waits
from ..office import Due, Serving, Waiting
from .room import EVERYTHING, office


def test_is_the_same_each_time_it_is_asked() -> None:
    assert waits(office(waiting=20)) == waits(office(waiting=20))


def test_stands_in_order_and_grows_with_the_place_in_the_queue() -> None:
    found = waits(office(waiting=30))

    assert all(0 <= one.low <= one.middle <= one.high for one in found)
    assert [one.middle for one in found] == sorted(one.middle for one in found)
    assert [one.people_ahead for one in found] == list(range(30))


def test_is_about_the_people_ahead_times_the_mean_over_the_counters() -> None:
    last = waits(office(counters=3, waiting=31))[-1]

    # Thirty services and gaps of about 7 minutes, three at once, and what is left of those in service.
    assert 55 < last.low < 65 < last.middle < 90 < last.high < 130


@pytest.mark.parametrize("waiting", [1, 5, 20, 60])
def test_is_never_longer_with_one_counter_more(waiting: int) -> None:
    middles = [waits(office(counters=counters, waiting=waiting))[-1].middle for counters in range(1, 9)]

    assert middles == sorted(middles, reverse=True)


def test_is_nothing_at_a_free_counter_where_nobody_waits() -> None:
    here = wait(office(counters=(Serving(EVERYTHING, since_minutes=20.0),), waiting=0), Waiting("A"))

    assert (here.low, here.middle) == (0.0, 0.0)
    assert here.high <= 1.0


def test_is_not_known_where_no_open_counter_serves_the_group() -> None:
    nobody = wait(office(counters=(Serving(frozenset("B")),), waiting=2), Waiting("A"))

    assert not nobody.is_known
    assert (nobody.middle, nobody.over) == (math.inf, 1.0)


def test_counts_only_those_who_go_to_the_same_counters() -> None:
    counters = (Serving(frozenset("A"), "A", 1.0), Serving(frozenset("BC"), "B", 1.0))
    here = office(counters=counters, ahead=tuple(Waiting(group) for group in "AAAAABC"))

    found = waits(here)

    assert people_ahead(here) == [0, 1, 2, 3, 4, 0, 1]
    assert found[5].middle < found[1].middle


def test_of_priority_stands_behind_priority_and_before_ordinary_tickets() -> None:
    queue = (Waiting("A", Rank.PRIORITY), *(Waiting("A", Rank.ORDINARY) for _ in range(9)))

    assert wait(office(ahead=queue), Waiting("A", Rank.PRIORITY)).people_ahead == 1
    assert wait(office(ahead=queue), Waiting("A", Rank.ORDINARY)).people_ahead == 10


def test_is_longer_while_others_come_who_are_called_before() -> None:
    alone = waits(office(waiting=12))[-1]
    with_priority = waits(office(waiting=12, arrivals_with_priority_per_minute=0.1))[-1]
    with_due = waits(office(waiting=12, due=(Due("A", 2.0), Due("B", 5.0))))[-1]

    assert alone.middle < with_priority.middle
    assert alone.middle < with_due.middle


def test_of_an_ordinary_ticket_is_bounded_by_the_fairness_cap() -> None:
    flood = waits(office(waiting=3, arrivals_with_priority_per_minute=50.0, in_a_row=1))[-1]
    none = waits(office(waiting=3))[-1]

    assert flood.middle < 3 * none.middle + 10


def test_is_longer_while_a_counter_is_on_a_break() -> None:
    here, away = Serving(EVERYTHING, "A", 3.0), Serving(EVERYTHING, on_break=True, back_in_minutes=30.0)

    three, two_and_a_break, two = (
        waits(office(counters=counters))[-1].middle
        for counters in ((here, here, here), (here, here, away), (here, here))
    )

    assert three < two_and_a_break <= two


def test_is_said_with_less_certainty_by_an_office_that_saw_nothing_yet() -> None:
    knows = waits(office(waiting=20))[-1]
    new = waits(office(waiting=20, recent={}))[-1]

    assert new.high - new.low > 1.5 * (knows.high - knows.low)


def test_follows_the_services_that_the_office_really_gives() -> None:
    slow = waits(office(waiting=20, recent=dict.fromkeys("ABC", (18.0, 12.0, 20.0) * 20)))[-1]

    assert slow.middle > 2 * waits(office(waiting=20))[-1].middle


def test_counts_what_a_ticket_waited_already_against_the_promise() -> None:
    fresh, old = (
        waits(office(ahead=(Waiting("A"), Waiting("A", waited_minutes=minutes))))[-1] for minutes in (0.0, 14.0)
    )

    assert fresh.over < 0.1 < 0.6 < old.over


def test_of_a_group_that_was_never_seen_is_as_long_as_of_the_others() -> None:
    counters = (Serving(frozenset("AX"), "A", 3.0),)

    unknown = waits(office(counters=counters, ahead=tuple(Waiting("X") for _ in range(4))))[-1]

    assert unknown.is_known
    assert (
        0.5
        < unknown.middle / waits(office(counters=1, ahead=tuple(Waiting("A") for _ in range(4))))[-1].middle
        < 2
    )


def test_of_a_very_long_queue_is_still_said() -> None:
    found = waits(office(waiting=900))

    assert len(found) == 900
    assert found[-1].middle == pytest.approx(3 * found[299].middle, rel=0.05)
