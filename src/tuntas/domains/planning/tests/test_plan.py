"""Needs are met on days that were not looked at, rosters keep their rules, and each check finds a planted fault."""

from dataclasses import replace
from datetime import date

import pytest

from tuntas.domains.planning.rules import synthetic
from tuntas.domains.planning.rules.demand import Finishing, Work, replications
from tuntas.domains.planning.rules.forecast import Forecast, fitted
from tuntas.domains.planning.rules.history import QUARTERS, OpenDay
from tuntas.domains.planning.rules.kinds import Kind, options, shared_out, uncalled
from tuntas.domains.planning.rules.needs import in_quarters
from tuntas.domains.planning.rules.plan import Means, demand_of, plan
from tuntas.domains.planning.rules.roster import Roster, faults, rostered
from tuntas.domains.planning.rules.simulation import HALVES, at_counters, at_desks, outcome
from tuntas.domains.planning.rules.start import Target
from tuntas.domains.planning.rules.turns import Manners, Turn
from tuntas.domains.planning.rules.what_if import EVENING, Change, changed, left

MONDAY = OpenDay(date(2026, 8, 31), synthetic.OPEN)
HALF_HOURS = tuple(range(15, 32))
MEANS = Means(
    kinds=(Kind(("A", "B"), 6),),
    works={"A": Work(9, 0.6), "B": Work(5, 0.8)},
    finishing={"A": Finishing(0.8, Work(8, 0.5), 30)},
    desks=6,
)


def _with(counters, **changes):
    return replace(MEANS, kinds=(Kind(("A", "B"), counters),), **changes)


def _forecast(a_day):
    weights = {quarter: synthetic.shape(quarter, synthetic.OPEN) for quarter in synthetic.OPEN}
    row = tuple(weights.get(quarter, 0) / sum(weights.values()) for quarter in range(QUARTERS))
    shares = {"A": 0.6, "B": 0.4}
    rates = {group: tuple(a_day * share * each for each in row) for group, share in shares.items()}
    return Forecast(MONDAY, rates, 0.03)


@pytest.mark.parametrize("a_day", [12, 45, 120])
def test_needs_are_met_on_days_that_nobody_looked_at(a_day):
    found = plan(_forecast(a_day), MEANS)

    demand = demand_of(_forecast(a_day), MEANS, seed=77, number=200)
    counters, desks = (in_quarters(one, synthetic.OPEN) for one in (found.need.counters, found.desks.counters))
    days = replications(demand)
    anew = outcome(at_counters(days), [counters], cases=at_desks(days, [counters]), desks=desks)
    assert found.need.is_met
    assert found.desks.is_met
    assert anew.late.value <= 0.05
    assert anew.broken.value <= 0.05


def test_who_is_sent_on_is_work_for_the_next_counter_and_nobody_more_who_comes():
    came = _forecast(45)
    sent_on = replace(came, onward={"B": tuple(3 * each for each in came.rates["A"])})

    alone, both = plan(came, MEANS), plan(sent_on, MEANS)

    assert both.counters_most > alone.counters_most
    assert both.forecast.expected() == alone.forecast.expected()
    more = changed(sent_on, Change(more_percent=30, evening=True))
    assert sum(more.onward["B"]) == pytest.approx(1.3 * sum(sent_on.onward["B"]))


def test_what_another_agency_serves_in_the_room_is_no_work_of_ours():
    came = _forecast(45)
    theirs = replace(came, rates={**came.rates, "S": came.rates["A"]}, onward={"S": came.rates["A"]})

    found = plan(theirs, replace(MEANS, others=frozenset("S")))

    assert found.need == plan(came, MEANS).need
    assert found.uncalled == []


def test_one_counter_less_than_needed_is_found_out():
    found = plan(_forecast(45), MEANS)
    fewer = [max(0, one - 1) for one in found.need.counters]

    days = at_counters(replications(demand_of(_forecast(45), MEANS, seed=77)))
    anew = outcome(days, [in_quarters(fewer, synthetic.OPEN)])

    assert anew.late.low > 0.05


def test_too_few_counters_are_said_to_be_too_few():
    found = plan(_forecast(120), _with(2))

    assert not found.need.is_met
    assert max(found.cover) <= 2
    assert found.outcome.late.low > 0.05


@pytest.mark.parametrize("a_day", [0, 0.4])
def test_an_office_that_hardly_anybody_visits_keeps_one_counter_open(a_day):
    found = plan(_forecast(a_day), MEANS)

    assert found.need.is_met
    assert {found.need.counters[half] for half in HALF_HOURS} == {1}
    assert found.outcome.late.value == 0


@pytest.mark.parametrize("a_day", [5, 45, 120, 200])
def test_rosters_cover_what_is_needed_within_the_rules(a_day):
    found = plan(_forecast(a_day), _with(12, desks=0))

    assert faults(found.rosters[0], found.need.counters, HALF_HOURS, most=12) == []
    assert found.is_covered
    assert found.work <= 1.35 * sum(found.need.counters) + 8


def test_hours_with_a_gap_and_short_days_have_rosters_too():
    for is_open in ((15, 16), (15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28, 29, 30), (36, 37, 38)):
        needed = [2 if half in is_open else 0 for half in range(HALVES)]

        assert faults(rostered(needed, is_open, most=4), needed, is_open, most=4) == []


FULL = Turn(((15, 22), (24, 32)))
NEEDED = [1 if half in HALF_HOURS else 0 for half in range(HALVES)]


@pytest.mark.parametrize(
    ("turns", "fault"),
    [
        ((FULL,), "22: 0 of 1 counters"),
        ((FULL, Turn(((20, 24),)), Turn(((21, 25),))), "more than 2 counters"),
        ((Turn(((15, 32),)),), "no break"),
        ((Turn(((15, 22), (23, 31))), FULL), "break too short"),
        ((FULL, Turn(((22, 24),))), "turn too short"),
        ((FULL, Turn(((13, 24),))), "works while shut"),
    ],
)
def test_the_check_of_rosters_finds_a_fault(turns, fault):
    found = faults(Roster(turns), NEEDED, HALF_HOURS, most=2)

    assert any(fault in one for one in found), found


def test_the_check_of_rosters_accepts_a_good_one():
    assert faults(Roster((FULL, Turn(((21, 25),)))), NEEDED, HALF_HOURS, most=2) == []


def test_manners_that_contradict_themselves_are_refused():
    with pytest.raises(ValueError, match="turn"):
        Manners(shortest=9, longest_stint=8)


def test_an_evening_takes_people_from_the_day_and_more_percent_adds_some():
    usual = _forecast(50)

    evening, more = changed(usual, Change(evening=True)), changed(usual, Change(more_percent=30))

    assert evening.expected() == pytest.approx(50)
    assert evening.expected(EVENING[0], EVENING[-1] + 1) == pytest.approx(7.5)
    assert set(EVENING) <= set(evening.day.quarters)
    assert more.expected() == pytest.approx(65)


def test_one_counter_closed_makes_people_wait_and_one_always_stays():
    usual = plan(_forecast(60), _with(3, desks=0))
    less = plan(_forecast(60), left(_with(3, desks=0), Change(closed_counters=1)))

    assert less.outcome.mean_wait > usual.outcome.mean_wait
    assert left(MEANS, Change(closed_counters=99)).counters == 1


def test_a_stricter_target_asks_for_no_fewer_counters():
    usual, strict = (plan(_forecast(60), MEANS, target=Target(limit_minutes=limit)) for limit in (15, 5))

    assert sum(strict.need.counters) >= sum(usual.need.counters)


def test_a_fitted_history_can_be_planned():
    days = synthetic.days_between(date(2026, 5, 4), date(2026, 8, 28))
    model = fitted(synthetic.history(days, synthetic.Play({"A": 20.0, "B": 9.0}), seed=4))

    assert plan(model.day(MONDAY), MEANS).need.is_met


PARTED = (Kind(("A",), 3), Kind(("B",), 3))
PARTED_WIDELY = (Kind(("A",), 6), Kind(("B",), 6))


def test_each_kind_has_a_roster_that_covers_what_its_letters_need():
    found = plan(_forecast(90), replace(MEANS, kinds=PARTED_WIDELY, desks=0))

    assert found.need.is_met
    for kind, roster, needed in zip(PARTED_WIDELY, found.rosters, found.need.by_kind, strict=True):
        assert faults(roster, needed, HALF_HOURS, most=kind.counters) == []
        assert all(needed[half] >= 1 for half in HALF_HOURS), "nobody else calls this letter"


def test_counters_that_call_one_letter_each_need_more_than_counters_that_call_both():
    together = plan(_forecast(90), _with(6, desks=0))
    parted = plan(_forecast(90), replace(MEANS, kinds=PARTED, desks=0))

    assert sum(parted.need.counters) > sum(together.need.counters)


def test_a_letter_whose_only_counter_is_too_slow_is_found_out():
    found = plan(_forecast(90), replace(MEANS, kinds=(Kind(("A", "B"), 1), Kind(("B",), 5)), desks=0))

    assert not found.need.is_met
    assert plan(_forecast(90), _with(6, desks=0)).need.is_met


def test_a_letter_that_no_counter_calls_is_named_and_planned_as_if_all_did():
    found = plan(_forecast(30), replace(MEANS, kinds=(Kind(("A",), 2), Kind(("A", "C"), 2)), desks=0))

    assert found.uncalled == ["B"]
    assert uncalled(PARTED, "AB") == []
    assert options(found.kinds, "AB") == ((0, 1), (0, 1))


def test_while_one_rests_another_kind_calls_their_letters():
    means = replace(MEANS, kinds=(Kind(("A", "B"), 1), Kind(("A",), 2), Kind(("B",), 1)), desks=0)

    found = plan(_forecast(45), means)

    covers = [roster.cover for roster in found.rosters]
    assert not all(covers[0][half] for half in HALF_HOURS), "somebody rests"
    assert all(covers[0][half] or covers[2][half] for half in HALF_HOURS)


def test_counters_set_to_none_leave_a_letter_that_is_named():
    found = plan(_forecast(30), replace(MEANS, kinds=(Kind(("A",), 4), Kind(("B",), 0)), desks=0))

    assert found.uncalled == ["B"]
    assert found.need.is_met
    assert found.rosters[1].turns == ()


def test_closing_a_counter_leaves_somebody_for_each_letter():
    means = replace(MEANS, kinds=(Kind(("A", "B"), 2), Kind(("C",), 1)))

    closed = [left(means, Change(closed_counters=number)).kinds for number in (1, 2, 9)]

    assert [[kind.counters for kind in kinds] for kinds in closed] == [[1, 1], [1, 1], [1, 1]]


@pytest.mark.parametrize(
    ("number", "loads", "counts"),
    [
        (1, (4.0, 1.0), (1, 1)),  # one alone would leave a letter to nobody
        (5, (4.0, 1.0), (3, 1)),  # there are only three of the first
        (3, (1.0, 1.0), (2, 1)),
        (2, (0.0, 0.0), (1, 1)),
    ],
)
def test_counters_are_shared_out_where_the_work_is(number, loads, counts):
    found = shared_out(PARTED, number, loads, options(PARTED, "AB"))

    assert found == counts if number < 5 else (found[0] == 3 and found[1] >= 1)
