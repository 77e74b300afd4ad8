"""Facts become figures: what they add up to, in the week and at the place in which they happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from tests import world as w

from tuntas.domains.figures import actions, queries
from tuntas.domains.figures.counting import counted
from tuntas.domains.figures.models import WeekFigures
from tuntas.domains.figures.rules.figures import times_of, week_of
from tuntas.domains.figures.rules.places import EVERYWHERE, Place, Scope
from tuntas.domains.offices import demonstration

from .histories import BORDER, lives, oracle, tell
from .stands import a_life, at_office, stored

SECOND_OFFICE = "31.74.04.1003"
LIVES = lives([demonstration.OFFICE], ["akta-kelahiran", "ktp-el-hilang"])


@tries(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(LIVES, max_size=12), batch=st.sampled_from([1, 7, 4096]))
def test_equals_what_the_lives_of_the_cases_add_up_to(city, count, told, batch):
    WeekFigures.objects.all().delete()
    tell(told)
    city.extend(told)

    count(batch=batch)

    assert stored() == oracle(told)
    actions.rebuild(datetime.now(UTC), batch=50)
    assert stored() == oracle(city)


@pytest.mark.parametrize(
    ("where", "fault", "planted"),
    [
        (actions, "week_of", lambda at, zone: week_of(at, UTC)),
        (actions, "counted", lambda fact, before, calendar_of: counted(fact, [], calendar_of)),
        (queries, "ROWS", replace(queries.ROWS, times=("accept", "deliver"))),
        (queries, "ROWS", replace(queries.ROWS, counts=("submitted", "kept", "broken"))),
    ],
)
def test_the_oracle_finds_a_planted_fault(city, count, monkeypatch, where, fault, planted):
    told = [a_life(sent_at=BORDER + timedelta(hours=hour), end="void") for hour in (0, 3, 30)]
    tell(told)
    with monkeypatch.context() as wrong:
        wrong.setattr(where, fault, planted)
        count()

    assert stored() != oracle(told)


def test_counts_the_real_verbs_of_a_case(db, count):
    there = w.world()
    w.handed_over(there)

    count()

    figures = at_office()
    assert (figures.counts["submitted"], figures.counts["kept"], figures.decided) == (1, 1, 1)
    assert [sum(minutes.values()) for minutes in figures.times.values()] == [1, 1, 1]


def test_adds_up_to_kecamatan_city_and_everywhere(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(), a_life(end="late"), a_life(office=SECOND_OFFICE)])

    count()

    week = BORDER.date()
    places = [
        EVERYWHERE,
        Place(Scope.CITY, "31.71"),
        Place(Scope.DISTRICT, "31.71.01"),
        Place(Scope.CITY, "31.74"),
    ]
    rows = queries.weeks(places, first=week, last=week)
    assert {row.place: row.figures.decided for row in rows} == {
        EVERYWHERE: 3,
        Place(Scope.CITY, "31.71"): 2,
        Place(Scope.DISTRICT, "31.71.01"): 2,
        Place(Scope.CITY, "31.74"): 1,
    }


def test_a_week_begins_at_midnight_in_jakarta(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(sent_at=BORDER - timedelta(seconds=1)), a_life(sent_at=BORDER)])

    count()

    sent = WeekFigures.objects.filter(scope=Scope.ALL, submitted=1).order_by("week")
    assert [row.week.isoformat() for row in sent] == ["2026-10-26", "2026-11-02"]


def test_a_fact_told_late_counts_in_the_week_of_its_moment(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()

    tell([a_life(sent_at=BORDER - timedelta(weeks=3))])
    count()

    assert [row.kept for row in WeekFigures.objects.filter(scope=Scope.ALL).order_by("week")] == [1, 1]


def test_what_was_refused_or_withdrawn_is_apart(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(end="void"), a_life(end="refused_early"), a_life(end="late_void")])

    count()

    counts = at_office().counts
    assert (counts["kept"], counts["void"], counts["broken"]) == (0, 1, 1)
    assert (counts["refused"], counts["withdrawn"]) == (1, 2)


def test_percentiles_of_what_stands_are_those_of_the_single_times(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(lasted=60 * minutes) for minutes in (1, 2, 3, 4, 100, 6, 7, 8, 9, 10)])

    count()

    assert (at_office().deliver.median, at_office().deliver.ninetieth) == (6, 10)
    assert times_of({3: 4}).median is None, "four are too few"


def test_a_case_opened_at_a_counter_flatters_no_time_until_it_was_taken(city, count):
    waited = [a_life(waited=1200) for _ in range(5)]
    opened = [a_life(waited=0, at_counter=True, taken_again=True) for _ in range(20)]
    tell([*waited, *opened])

    count()

    found = at_office()
    assert (found.take.number, found.take.median) == (5, 20)
    assert (found.counts["submitted"], found.counts["at_counter"]) == (25, 20)
