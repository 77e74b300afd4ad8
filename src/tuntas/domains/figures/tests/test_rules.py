"""Percentiles, intervals, weeks and places: exact, and the same in whatever order things are added."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.figures.rules.figures import (
    Figures,
    Share,
    begun_minutes,
    nearest_rank,
    times_of,
    week_of,
)
from tuntas.domains.figures.rules.places import EVERYWHERE, Place, Scope, places_of

MINUTES = st.lists(st.integers(0, 500), min_size=1, max_size=200)


@given(MINUTES, st.sampled_from([Fraction(1, 2), Fraction(9, 10)]))
def test_a_percentile_is_the_least_time_within_which_so_many_were_done(minutes, part):
    found = nearest_rank(Counter(minutes), part)

    assert found in minutes
    assert sum(one <= found for one in minutes) >= part * len(minutes)
    assert sum(one < found for one in minutes) < part * len(minutes)


@given(st.lists(MINUTES, min_size=1, max_size=6))
def test_weeks_add_up_to_what_all_cases_say_together(weeks):
    sums = Figures()
    for minutes in weeks:
        one = Figures()
        one.times["deliver"].update(minutes)
        sums.add(one)

    assert sums.deliver == times_of(Counter(minute for minutes in weeks for minute in minutes))


@pytest.mark.parametrize(("number", "given"), [(4, None), (5, 7)])
def test_gives_no_percentile_of_fewer_than_five(number, given):
    times = times_of({7: number})

    assert (times.number, times.median, times.ninetieth) == (number, given, given)


# Recomputed with the textbook formula: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
@pytest.mark.parametrize(
    ("kept", "decided", "low", "high"),
    [
        (1, 1, "0.2065", "1.0000"),
        (0, 10, "0.0000", "0.2775"),
        (10, 10, "0.7225", "1.0000"),
        (81, 263, "0.2553", "0.3662"),
        (950, 1000, "0.9347", "0.9619"),
    ],
)
def test_wilsons_interval(kept, decided, low, high):
    assert Share(kept, decided).interval == (Decimal(low), Decimal(high))


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_a_share(counted):
    low, high = Share(*counted).interval

    assert 0 <= low <= high <= 1
    assert low <= Decimal(counted[0]) / counted[1] + Decimal("0.0001")
    assert high >= Decimal(counted[0]) / counted[1] - Decimal("0.0001")


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (3600, 60), (3601, 61)])
def test_a_promise_kept_to_the_second_never_reads_as_late(seconds, minutes):
    assert begun_minutes(seconds) == minutes


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (datetime(2026, 11, 1, 16, 59, 59, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 11, 1, 17, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2027, 1, 3, 16, 59, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday_where_the_offices_are(at, week):
    assert week_of(at, ZoneInfo("Asia/Jakarta")) == week


@pytest.mark.parametrize(
    ("office", "region", "around"),
    [
        ("31.71.01.1001", "31.71.01.1001", [Place(Scope.CITY, "31.71"), Place(Scope.DISTRICT, "31.71.01")]),
        ("31.71", "31.71", [Place(Scope.CITY, "31.71")]),
        ("31-UPAK", "31", []),
        ("unknown", None, []),
    ],
)
def test_an_office_counts_in_all_that_it_lies_in(office, region, around):
    assert list(places_of(office, region)) == [EVERYWHERE, *around, Place(Scope.OFFICE, office)]
