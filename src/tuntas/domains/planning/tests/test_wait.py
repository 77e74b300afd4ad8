"""Simulated waiting agrees with Erlang's formula, more counters never wait longer, and both checks find a fault."""

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuntas.domains.planning.rules import erlang, simulation
from tuntas.domains.planning.rules.demand import Demand, Finishing, Group, Visits, Work, replications
from tuntas.domains.planning.rules.queue import Queue, called, pieces, plans_of
from tuntas.domains.planning.rules.simulation import at_counters, at_desks, share, tally

WORK, LIMIT, WARM_UP = 10.0, 15.0, 1500.0
OPEN = range(30, 64)


def _steady(counters, busy, *, seed=3):
    """Days on which people come and are served at random, steadily: what the formula speaks of."""
    rates = (busy * counters / WORK * 15,) * 1200
    return replications(
        Demand({"A": Group(rates, Work(WORK, 1.0))}, changeover_minutes=0, seed=seed, replications=40)
    )


def _late(days, counters):
    plan, pairs = ((math.inf, counters),), []
    for day in days:
        calls = called(Queue(day.arrivals, day.minutes, ()), [plan])
        waits = [call - came for came, call in zip(day.arrivals, calls, strict=True) if came > WARM_UP]
        pairs.append((sum(wait > LIMIT for wait in waits), len(waits)))
    return share(pairs, 0.99)


def _formula(counters, busy):
    return erlang.late_share(
        counters, per_minute=busy * counters / WORK, work_minutes=WORK, limit_minutes=LIMIT
    )


@pytest.mark.parametrize(("counters", "busy"), [(1, 0.6), (2, 0.8), (4, 0.7), (5, 0.85)])
def test_simulation_agrees_with_the_formula_within_its_interval(counters, busy):
    found = _late(_steady(counters, busy), counters)

    assert found.low <= _formula(counters, busy) <= found.high
    assert found.high - found.low < 0.08


@pytest.mark.parametrize(
    ("fault", "busy"), [("one counter fewer", 0.5), ("work too long", 0.8), ("no queue", 0.8)]
)
def test_the_comparison_with_the_formula_finds_a_fault(fault, busy):
    days, counters = _steady(4, busy), 4
    if fault == "one counter fewer":
        counters = 3
    elif fault == "work too long":
        days = [replace(day, minutes=[each * 1.1 for each in day.minutes]) for day in days]
    else:
        counters = 400

    found = _late(days, counters)

    assert not found.low <= _formula(4, busy) <= found.high


def test_the_formula_at_known_points():
    # One counter: the share delayed is the load, M/M/1.
    assert erlang.delayed_share(1, 0.6) == pytest.approx(0.6)
    # Two counters, load 1: 1/3 by hand.
    assert erlang.delayed_share(2, 1.0) == pytest.approx(1 / 3)
    assert erlang.delayed_share(3, 3.0) == 1.0
    # A telephone exchange's textbook case: 200 calls an hour of 3 minutes, 14 at work, answered within 20 seconds.
    asked = {"per_minute": 200 / 60, "work_minutes": 3}
    assert erlang.delayed_share(14, 10.0) == pytest.approx(0.1741, abs=1e-4)
    assert 1 - erlang.late_share(14, **asked, limit_minutes=1 / 3) == pytest.approx(0.8884, abs=1e-4)
    assert 60 * erlang.mean_wait(14, **asked) == pytest.approx(7.83, abs=0.01)
    assert erlang.mean_wait(1, per_minute=0.05, work_minutes=10) == pytest.approx(10.0)
    assert erlang.counters_for(per_minute=0, work_minutes=10, limit_minutes=15, late=0.05) == 0
    with pytest.raises(ValueError, match="More than 200"):
        erlang.counters_for(per_minute=100, work_minutes=10, limit_minutes=15, late=0.05)


@given(st.floats(0.01, 2), st.floats(1, 20), st.floats(0.01, 0.3))
@settings(max_examples=60, deadline=None)
def test_the_formula_gives_the_fewest(per_minute, work_minutes, late):
    asked = {"per_minute": per_minute, "work_minutes": work_minutes, "limit_minutes": 15}

    counters = erlang.counters_for(**asked, late=late)

    assert erlang.late_share(counters, **asked) <= late
    assert counters == 1 or erlang.late_share(counters - 1, **asked) > late


def _day(seed):
    """A day with rush, pauses and long work: nothing that the proof of monotonicity relies on."""
    rates = tuple(Random(seed + quarter).uniform(0, 6) if quarter in OPEN else 0.0 for quarter in range(96))
    demand = Demand({"A": Group(rates, Work(9, 0.8))}, spread=0.1, seed=seed, replications=1)
    return at_counters(replications(demand)).queues[0]


def _waits_longer(few, many, seed, call=called):
    """People who are called later with more counters."""
    queue = _day(seed)
    calls = zip(call(queue, [pieces(few)]), call(queue, [pieces(many)]), strict=True)
    return [number for number, (before, after) in enumerate(calls) if after > before + 1e-9]


_plans = st.lists(st.integers(0, 4), min_size=34, max_size=34)


@given(_plans, _plans, st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_more_counters_never_wait_longer(few, more, seed):
    before = [0] * 30 + [max(1, one) for one in few]
    after = [one + another for one, another in zip(before, [0] * 30 + more, strict=True)]

    assert _waits_longer(before, after, seed) == []


def test_the_comparison_finds_a_queue_that_is_not_monotone():
    """Planted: whoever opens a second counter leaves the first for as long as that takes."""

    def faulty(queue, plans):
        slower = len({counters for _, counters in plans[0]} - {0, 1}) > 0
        minutes = [each + 4 * slower for each in queue.minutes]
        return called(replace(queue, minutes=minutes), plans)

    few, many = [0] * 30 + [1] * 34, [0] * 30 + [1] * 33 + [2]

    assert any(_waits_longer(few, many, seed, faulty) for seed in range(5))


def test_nobody_is_called_while_no_counter_is_open_nor_before_coming_nor_out_of_turn():
    plan = [0] * 30 + [1] * 16 + [0] * 4 + [2] * 14
    for seed in range(10):
        queue = _day(seed)

        calls = called(queue, [pieces(plan)])

        assert all(call >= came for call, came in zip(calls, queue.arrivals, strict=True))
        assert calls == sorted(calls)
        assert not any(46 * 15 <= call < 50 * 15 for call in calls)


def test_a_queue_carries_over_into_the_next_quarter_and_is_served_after_closing():
    queue = Queue((0.0, 1.0, 2.0, 3.0), (10.0,) * 4, (15.0,) * 4)

    calls = called(queue, [pieces([1])])

    assert calls == [0.0, 10.0, 20.0, 30.0]
    assert tally(at_counters([Visits(queue.arrivals, queue.minutes)]), [[1]]).late[0] == 2


def test_who_closes_finishes_first():
    """Of two counters the one that is free first closes; the other goes on."""
    queue = Queue((0.0, 0.0, 14.0, 16.0), (20.0, 40.0, 5.0, 5.0), ())

    assert called(queue, [pieces([2, 1, 1, 1])]) == [0.0, 0.0, 40.0, 45.0]


def test_a_counter_that_opens_takes_who_waits_at_once():
    queue = Queue((0.0, 1.0), (40.0, 5.0), ())

    assert called(queue, [pieces([1, 2, 2])]) == [0.0, 15.0]


def test_a_promise_waits_for_its_desk():
    day = Visits((0.0, 0.0), (5.0, 5.0), finishing=(20.0, 20.0), promised=(30.0, 30.0))

    one, two = (tally(at_desks([day], [[2] * 4]), [[desks] * 4]) for desks in (1, 2))

    assert one.share.value == 0.5
    assert two.share.value == 0.0


def test_the_same_day_comes_again_and_more_people_are_the_same_people_and_others():
    demand = Demand({"A": Group((0.0,) * 30 + (2.0,) * 34 + (0.0,) * 32, Work(8), Finishing(0.5, Work(5), 30))})

    again = replications(demand)[0]
    more = replications(
        replace(
            demand,
            groups={"A": replace(demand.groups["A"], rates=tuple(r * 1.3 for r in demand.groups["A"].rates))},
        )
    )[0]

    assert replications(demand)[0] == again
    assert list(more.minutes[: len(again.minutes)]) == list(again.minutes)
    assert len(more.arrivals) > len(again.arrivals)


def test_work_has_the_mean_that_it_was_given():
    source = Random(1)
    for work in (Work(9, 0.5), Work(9, 1.0), Work(0, 0, sample=(4.0, 8.0, 15.0))):
        draw = work.drawing(source)
        drawn = [draw() for _ in range(20_000)]

        assert sum(drawn) / len(drawn) == pytest.approx(work.mean, rel=0.03)


def test_an_interval_is_never_of_no_width():
    none, everybody = (simulation.share([(hits, 1)] * 100, 0.95) for hits in (0, 1))

    # Clopper and Pearson: none of a hundred, 95 %, two-sided.
    assert (none.low, none.high) == (0, pytest.approx(0.0362, abs=1e-4))
    assert (everybody.low, everybody.high) == (pytest.approx(0.9638, abs=1e-4), 1)


def _letters(seed, letters=2):
    """A day of several letters, and the queue of each by itself."""
    rates = tuple(Random(seed + quarter).uniform(0, 4) if quarter in OPEN else 0.0 for quarter in range(96))
    groups = {letter: Group(rates, Work(9, 0.8)) for letter in "ABC"[:letters]}
    queue = at_counters(replications(Demand(groups, seed=seed, replications=1))).queues[0]
    return queue, [
        [number for number, one in enumerate(queue.letters) if one == letter] for letter in range(letters)
    ]


STEADY = [1] * 64


@pytest.mark.parametrize("seed", range(5))
def test_letters_with_counters_of_their_own_are_queues_of_their_own(seed):
    queue, numbers = _letters(seed)
    plans = [pieces([0] * 30 + [2] * 34), pieces([0] * 30 + [1] * 20 + [3] * 14)]

    calls = called(queue, plans, ((0,), (1,)))

    for own, plan in zip(numbers, plans, strict=True):
        alone = Queue([queue.arrivals[one] for one in own], [queue.minutes[one] for one in own], ())
        assert [calls[one] for one in own] == called(alone, [plan])


def test_who_closed_before_the_end_of_the_day_calls_nobody_any_more():
    plans = plans_of([[1] * 4, [1, 1, 0, 0]], ((0, 1),))
    queue = Queue((0.0, 1.0, 31.0, 32.0), (10.0,) * 4, (), (0,) * 4)

    assert called(queue, plans, ((0, 1),)) == [0.0, 1.0, 31.0, 41.0]


def test_a_letter_that_nobody_calls_at_the_end_is_still_served():
    plans = plans_of([[1] * 4, [1, 1, 0, 0]], ((0,), (1,)))
    queue = Queue((0.0, 1.0, 50.0), (10.0, 10.0, 10.0), (), (0, 1, 1))

    assert called(queue, plans, ((0,), (1,))) == [0.0, 1.0, 50.0]


@pytest.mark.parametrize("seed", range(5))
def test_counters_that_all_call_every_letter_are_one_row_however_they_are_named(seed):
    queue, _ = _letters(seed)

    apart = called(queue, [pieces(STEADY), pieces(STEADY)], ((0, 1), (0, 1)))

    assert apart == called(queue, [pieces([2] * 64)])


@pytest.mark.parametrize("seed", range(5))
def test_nobody_waits_while_a_counter_that_calls_them_is_free_nor_is_overtaken_by_their_letter(seed):
    """One counter of each kind: A, A and B, B and C."""
    queue, numbers = _letters(seed, 3)
    whose = ((0, 1), (1, 2), (2,))

    calls = called(queue, [pieces(STEADY)] * 3, whose)

    for own in numbers:
        assert [calls[one] for one in own] == sorted(calls[one] for one in own)
    for now, came, letter in zip(calls, queue.arrivals, queue.letters, strict=True):
        at_work = sum(
            call < now <= call + minutes
            for call, minutes, other in zip(calls, queue.minutes, queue.letters, strict=True)
            if set(whose[other]) & set(whose[letter])
        )
        assert now == came or at_work >= len(whose[letter])
