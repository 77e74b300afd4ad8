"""Due moments and time left: cases from the counter, and properties over calendars, pauses and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuntas.domains.offices.rules import ALL_HOURS, JAKARTA, Calendar, Hours
from tuntas.domains.promises.rules import (
    Pause,
    due_at,
    is_kept,
    left,
    office_seconds_between,
    whole_second,
)

WEEK = tuple(Hours(weekday, 7 * 60 + 30, 16 * 60) for weekday in range(5))
EVENING = Hours(2, 16 * 60, 19 * 60 + 30)
OFFICE = Calendar((*WEEK, EVENING), holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
BEGINNING = datetime(2026, 11, 2, tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


def waiting(begins: str, ends: str | None = None) -> Pause:
    return Pause(local(begins), local(ends) if ends else None)


@pytest.mark.parametrize(
    ("start", "minutes", "pauses", "due"),
    [
        ("2026-11-23 09:00", 15, [], "2026-11-23 09:15"),
        ("2026-11-23 15:59", 15, [], "2026-11-24 07:44"),
        ("2026-11-25 15:59", 15, [], "2026-11-25 16:14"),  # Wednesday evening
        ("2026-11-27 23:59:59", 15, [], "2026-11-30 07:45"),
        ("2026-12-23 19:29", 15, [], "2026-12-28 07:44"),  # holidays, then a weekend
        ("2026-11-23 09:00", 15, [("2026-11-23 09:05", "2026-11-23 09:50")], "2026-11-23 10:00"),
        ("2026-11-23 09:00", 15, [("2026-11-23 09:05", "2026-11-24 10:00")], "2026-11-24 10:10"),
        (
            "2026-11-23 15:50",
            15,
            [("2026-11-23 17:00", "2026-11-24 07:00")],
            "2026-11-24 07:35",
        ),  # all while shut
        (
            "2026-11-23 09:00",
            15,
            [("2026-11-23 09:15", "2026-11-23 11:00")],
            "2026-11-23 09:15",
        ),  # used up before
        ("2026-11-23 09:00", 15, [("2026-11-23 09:05", None)], None),
    ],
)
def test_due(start: str, minutes: int, pauses: list[tuple[str, str | None]], due: str | None) -> None:
    found = due_at(local(start), minutes, OFFICE, [waiting(*pause) for pause in pauses])

    assert found == (local(due) if due else None)


@pytest.mark.parametrize(
    ("ended", "kept"),
    [
        ("2026-11-23 09:14:59.999", True),
        ("2026-11-23 09:15:00.999", True),
        ("2026-11-23 09:15:01", False),
    ],
)
def test_kept_to_the_second(ended: str, kept: bool) -> None:
    assert is_kept(local(ended), local("2026-11-23 09:15")) == kept


seconds = st.integers(0, 60 * 86400)
moments = seconds.map(lambda after: BEGINNING + timedelta(seconds=after))
minutes_promised = st.integers(1, 24 * 60)
calendars = st.sampled_from((OFFICE, ALL_HOURS, Calendar(WEEK)))


@st.composite
def stories(draw: st.DrawFn) -> tuple[datetime, list[Pause]]:
    """A start and pauses after it, in order, without overlap."""
    start = draw(moments)
    marks = sorted(draw(st.lists(st.integers(0, 10 * 86400), min_size=0, max_size=6)))
    moments_after = [start + timedelta(seconds=mark) for mark in marks[: len(marks) // 2 * 2]]
    pairs = zip(moments_after[::2], moments_after[1::2], strict=True)
    return start, [Pause(begins, ends) for begins, ends in pairs]


@given(stories(), minutes_promised, calendars)
@settings(max_examples=80, deadline=None)
def test_at_the_due_second_exactly_the_promise_has_been_used(
    story: tuple[datetime, list[Pause]], minutes: int, calendar: Calendar
) -> None:
    start, pauses = story
    due = due_at(start, minutes, calendar, pauses)

    assert due is not None
    assert office_seconds_between(start, due, calendar, pauses) == minutes * 60
    assert left(start, minutes, due, calendar, pauses) == 0
    assert left(start, minutes, due - timedelta(seconds=1), calendar, pauses) == 1


@given(stories(), minutes_promised, calendars, moments)
@settings(max_examples=80, deadline=None)
def test_kept_means_that_no_more_seconds_were_taken_than_promised(
    story: tuple[datetime, list[Pause]], minutes: int, calendar: Calendar, ended: datetime
) -> None:
    start, pauses = story
    due = due_at(start, minutes, calendar, pauses)
    ended = max(ended, start)

    assert due is not None
    if is_kept(ended, due):
        assert office_seconds_between(start, ended, calendar, pauses) <= minutes * 60


@given(stories(), minutes_promised, calendars)
@settings(max_examples=80, deadline=None)
def test_a_pause_never_makes_a_promise_due_earlier(
    story: tuple[datetime, list[Pause]], minutes: int, calendar: Calendar
) -> None:
    start, pauses = story

    assert due_at(start, minutes, calendar, pauses) >= due_at(start, minutes, calendar)


@given(moments, minutes_promised, calendars, st.dates(date(2026, 11, 1), date(2027, 1, 15)))
@settings(max_examples=80, deadline=None)
def test_a_day_that_is_closed_while_it_runs_never_makes_it_due_earlier(
    start: datetime, minutes: int, calendar: Calendar, closed: date
) -> None:
    after = Calendar(calendar.hours, calendar.holidays, ((closed, closed),))

    assert due_at(start, minutes, after) >= due_at(start, minutes, calendar)


@given(moments, minutes_promised, calendars, st.integers(0, 999_999))
@settings(max_examples=40, deadline=None)
def test_fractions_of_a_second_decide_nothing(
    start: datetime, minutes: int, calendar: Calendar, fraction: int
) -> None:
    due = due_at(start, minutes, calendar)
    a_moment = timedelta(microseconds=fraction)

    assert due is not None
    assert whole_second(start + a_moment) == start
    assert is_kept(due + a_moment, due)
    assert not is_kept(due + timedelta(seconds=1) + a_moment, due)
