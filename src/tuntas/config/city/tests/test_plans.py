"""The traffic of a city: the same by the same seed, in the order of time, and only what an office can do."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tuntas.config.city.offices import Pace, Span, bursts, outages, pace
from tuntas.config.city.plans import CHANGE, LOST, Office, Step, What, steps
from tuntas.domains.offices.rules import Calendar, Effect, Hours

ENDS = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 16.00 in Jakarta
BEGINS = ENDS - timedelta(days=3)
CODES = ["31.74.09.1001", "31.74.09.1002", "31.75.01.1001"]


def calendar() -> Calendar:
    hours = tuple(
        Hours(
            weekday=weekday,
            opens_minute=450,
            closes_minute=960,
            from_on=date(2020, 1, 1),
            effect=Effect.ORDINARY,
        )
        for weekday in range(5)
    )
    return Calendar(hours=hours, zone=ZoneInfo("Asia/Jakarta"))


def offices(seed: int = 1) -> list[Office]:
    return [Office(code, calendar(), pace(seed, code), 800) for code in CODES]


def traffic(seed: int = 1, spans: list[Span] | None = None) -> list[Step]:
    return steps(
        offices(seed), seed=seed, begins=BEGINS, ends=ENDS, cases_a_day=100, outages=spans or [], bursts=[]
    )


def stories(seed: int = 1) -> dict[int, list[Step]]:
    told: dict[int, list[Step]] = defaultdict(list)
    for step in traffic(seed):
        told[step.case].append(step)
    return told


def test_same_seed_is_the_same_traffic_and_another_is_another() -> None:
    assert traffic(1) == traffic(1)
    assert traffic(1) != traffic(2)


def test_steps_follow_one_another_within_the_days() -> None:
    found = traffic()

    assert found == sorted(found)
    assert all(BEGINS <= step.at < ENDS for step in found)


def test_about_as_many_come_as_were_asked_for() -> None:
    arrivals = sum(step.what is What.SUBMIT for step in traffic())

    assert 200 < arrivals < 420


@pytest.mark.parametrize("seed", range(3))
def test_each_case_goes_a_way_that_exists(seed: int) -> None:
    for story in stories(seed).values():
        names = [step.what for step in story]
        assert names[0] is What.SUBMIT
        assert len(set(names)) == len(names)
        assert [step.at for step in story] == sorted(step.at for step in story)
        if What.APPROVE in names:
            assert story[0].service != LOST
        if What.PRINT in names:
            assert story[0].service != CHANGE


def test_officers_work_in_their_hours_and_nobody_serves_two_at_once() -> None:
    open_hours = calendar()
    crews = {one.code: one.pace.officers for one in offices()}
    serving: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for story in stories().values():
        moments = {step.what: step.at for step in story}
        for what in (What.TAKE, What.ACCEPT, What.APPROVE, What.PRINT):
            at = moments.get(what)
            # Whatever ends with the closing minute was still done in the day.
            assert at is None or open_hours.is_open(at) or open_hours.is_open(at - timedelta(seconds=100))
        done = moments.get(What.ACCEPT)
        if done and What.RETURN not in moments:
            serving[story[0].office] += [(moments[What.TAKE], 1), (done, -1)]

    for office, marks in serving.items():
        at_once = most = 0
        for _, change in sorted(marks):
            at_once += change
            most = max(most, at_once)
        assert most <= crews[office]


def test_what_falls_into_an_outage_waits_and_says_why() -> None:
    whole_day = Span(frozenset(CODES), BEGINS, ENDS - timedelta(hours=2))
    found = traffic(spans=[whole_day])

    decided = [step for step in found if step.what is What.APPROVE]
    assert decided
    assert all(step.at >= whole_day.ends for step in decided)
    # Only what was accepted after the outage has no cause.
    assert Counter(step.what for step in found)[What.CAUSE] > 0.9 * len(decided)


def test_speeds_bursts_and_outages_are_drawn_for_every_office_alike() -> None:
    drawn = [pace(seed, CODES[0]) for seed in range(200)]

    assert isinstance(drawn[0], Pace)
    assert len({one.slowness for one in drawn}) == 200
    assert 0.7 < sorted(one.slowness for one in drawn)[100] < 1.4
    assert bursts(1, CODES, BEGINS, ENDS) == bursts(1, CODES, BEGINS, ENDS)
    assert outages(1, CODES, BEGINS, ENDS) != outages(2, CODES, BEGINS, ENDS)
