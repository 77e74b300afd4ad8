"""A day at counters: the same by the same seed, within its hours, and only what a counter can do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tuntas.config.city import queues, rooms
from tuntas.config.city.offices import Pace
from tuntas.config.city.queues import Do, Turn

OPENS = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=8)
BUSY = Pace(slowness=1.0, business=3.0, officers=2)


def a_day(seed: int = 1, pace: Pace = BUSY) -> list[Turn]:
    coming = queues.arrivals("one", pace.business, OPENS, CLOSES, seed=seed)
    return rooms.day("one", pace, OPENS, CLOSES, coming, seed=seed)


def test_same_seed_is_the_same_day_and_another_is_another() -> None:
    assert a_day(1) == a_day(1)
    assert a_day(1) != a_day(2)


@pytest.mark.parametrize("seed", range(5))
def test_each_counter_does_only_what_is_possible(seed: int) -> None:
    turns = a_day(seed)

    for number in (1, 2):
        done = [turn.what for turn in turns if turn.counter == number]
        assert (done[0], done[-1]) == (Do.OPEN, Do.CLOSE)
        there = False
        for what in done:
            if what in (Do.BEGIN, Do.RECALL, Do.ABSENT, Do.PARK, Do.SEND_ON, Do.FINISH):
                assert there, f"{what} of nobody"
            if what in (Do.PAUSE, Do.CLOSE):
                assert not there, f"{what} while somebody is at the counter"
            there = what in (Do.CALL, Do.CALL_BACK, Do.BEGIN, Do.RECALL) or (there and what is Do.RESUME)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_called_who_does_not_wait_and_nobody_is_left(seed: int) -> None:
    waiting = 0
    for turn in a_day(seed):
        waiting += (turn.what in (Do.ISSUE, Do.SEND_ON)) - (turn.what in (Do.CALL, Do.LEAVE))
        assert waiting >= 0

    assert waiting == 0


def test_most_come_in_the_first_hours_and_some_have_priority() -> None:
    coming = [one for seed in range(40) for one in queues.arrivals("one", 1.0, OPENS, CLOSES, seed=seed)]

    early = sum(one.at < OPENS + timedelta(hours=2.5) for one in coming)
    assert 0.4 < early / len(coming) < 0.65
    assert 9 < len(coming) / 40 < 15
    assert 0.1 < sum(one.has_priority for one in coming) / len(coming) < 0.2
    assert set(Counter(one.channel for one in coming)) == {"kiosk", "phone", "officer"}
