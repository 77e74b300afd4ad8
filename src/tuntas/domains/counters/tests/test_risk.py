"""The rules: what is an alarm, what helps cheapest, who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest

from tuntas.domains.counters.queries.thresholds import thresholds
from tuntas.domains.counters.rules.risk import (
    AlarmKind,
    Option,
    Remedy,
    Thresholds,
    cheapest,
    count_at_risk,
    level_of,
    remedy_at_shut,
)

LIMIT = Thresholds(chance=0.5, opens_at=3, closes_below=1, minutes_to_level={1: 10, 2: 30})
THEN = datetime(2026, 1, 5, 3, tzinfo=UTC)


def _after(minutes):
    return THEN + timedelta(minutes=minutes)


def test_counts_who_is_more_likely_late_than_not():
    assert count_at_risk([0.1, 0.49, 0.5, 1.0], LIMIT) == 2


def test_few_open_no_alarm_and_it_ends_only_when_nobody_is_left():
    assert [LIMIT.opens(count) for count in (0, 2, 3)] == [False, False, True]
    assert [LIMIT.closes(count) for count in (0, 1, 2)] == [True, False, False]


def test_advises_what_spares_most_for_each_minute():
    now = (0.9, 0.9, 0.9)
    long = Option(Remedy.OPEN_COUNTER, 1, 80.0, (0.0, 0.0, 0.0))
    short = Option(Remedy.OPEN_COUNTER, 3, 38.0, (0.2, 0.2, 0.2))

    found = cheapest(now, [long, short])

    assert (found.remedy, found.counter, found.minutes) == (Remedy.OPEN_COUNTER, 3, 40)


def test_advises_to_end_a_break_before_to_open_a_counter():
    same = (38.0, (0.2, 0.2, 0.2))

    found = cheapest((0.9,) * 3, [Option(Remedy.OPEN_COUNTER, 1, *same), Option(Remedy.END_BREAK, 2, *same)])

    assert (found.remedy, found.counter) == (Remedy.END_BREAK, 2)


def test_a_counter_is_opened_by_who_is_free_and_else_somebody_comes_from_elsewhere():
    assert remedy_at_shut(officers_on_duty=2, at_counters=1) is Remedy.OPEN_COUNTER
    assert remedy_at_shut(officers_on_duty=2, at_counters=2) is Remedy.ADD_HELP
    assert remedy_at_shut(officers_on_duty=0, at_counters=0) is Remedy.ADD_HELP


def test_advises_somebody_from_elsewhere_only_where_that_helps_much_more():
    now, little = (0.9,) * 3, (38.0, (0.4, 0.4, 0.4))
    far, away = Option(Remedy.ADD_HELP, 3, 38.0, (0.0, 0.0, 0.0)), Option(Remedy.END_BREAK, 2, *little)

    assert cheapest(now, [far, away]).remedy is Remedy.END_BREAK
    assert (cheapest(now, [far]).remedy, cheapest(now, [far]).counter) == (Remedy.ADD_HELP, 3)


def test_advises_nothing_where_nothing_helps():
    assert cheapest((0.9,), []) is None
    assert cheapest((0.9,), [Option(Remedy.OPEN_COUNTER, 1, 10.0, (0.9,))]) is None


@pytest.mark.parametrize(
    ("minutes", "answered", "level"),
    [(9, None, 0), (10, None, 1), (29, None, 1), (30, None, 2), (60, 5, 0), (60, 12, 1)],
)
def test_the_level_above_hears_of_it_unless_somebody_answered(minutes, answered, level):
    answered_at = _after(answered) if answered is not None else None

    assert level_of(THEN, answered_at, _after(minutes), LIMIT) == level


def test_the_table_has_every_kind():
    assert set(thresholds()) == set(AlarmKind)
    assert all(one.closes_below <= one.opens_at and 1 in one.minutes_to_level for one in thresholds().values())
