"""When an office is open: cases from the counter, and properties that hold for every calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tuntas.domains.offices.rules import ALL_HOURS, JAKARTA, Calendar, Effect, Hours, NeverOpens

WEEK = tuple(Hours(weekday, 7 * 60 + 30, 16 * 60) for weekday in range(5))
OFFICE = Calendar(WEEK, holidays=frozenset({date(2026, 12, 25), date(2026, 12, 24)}))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


def _due(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    return calendar.add_open_time(start, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-23 09:00", 15, "2026-11-23 09:15"),
        ("2026-11-23 15:59", 15, "2026-11-24 07:44"),  # one minute before closing
        ("2026-11-23 15:45", 15, "2026-11-23 16:00"),  # ends with the session
        ("2026-11-23 16:00", 15, "2026-11-24 07:45"),  # at the closing minute it is shut
        ("2026-11-23 00:00", 15, "2026-11-23 07:45"),  # midnight
        ("2026-11-27 15:50", 60, "2026-11-30 08:20"),  # over a weekend
        ("2026-12-23 15:55", 15, "2026-12-28 07:40"),  # joint leave, holiday, weekend
        ("2026-11-23 09:00", 510 * 3, "2026-11-26 09:00"),  # three whole days
    ],
)
def test_due_after_office_minutes(start: str, minutes: int, due: str) -> None:
    assert _due(OFFICE, local(start), minutes) == local(due)


def test_office_open_at_all_hours_counts_every_minute_of_a_holiday_night() -> None:
    start = local("2026-12-24 23:50")

    assert _due(ALL_HOURS, start, 15) == start + timedelta(minutes=15)
    assert ALL_HOURS.is_open(local("2026-12-25 00:00"))


def test_shorter_hours_take_the_place_of_the_ordinary_ones_while_in_force() -> None:
    ramadan = tuple(
        Hours(weekday, 7 * 60, 14 * 60, date(2026, 2, 18), date(2026, 3, 17), effect=Effect.INSTEAD)
        for weekday in range(5)
    )
    office = Calendar(WEEK + ramadan)

    assert _due(office, local("2026-03-17 13:50"), 15) == local("2026-03-18 07:35")
    assert not office.is_open(local("2026-03-17 15:00"))
    assert office.is_open(local("2026-03-18 15:00"))


def test_office_with_hours_of_its_own_ignores_everyones_ramadan() -> None:
    ramadan = Hours(0, 7 * 60, 14 * 60, effect=Effect.INSTEAD)
    own = Hours(0, 0, 1440, is_own=True)

    assert Calendar((ramadan, own)).is_open(local("2026-11-23 22:00"))


def test_wednesday_evening_is_added_in_its_weeks_only() -> None:
    evening = Hours(2, 16 * 60, 19 * 60 + 30, weeks_of_month=(2, 3), effect=Effect.EXTRA)
    office = Calendar((*WEEK, evening))

    assert _due(office, local("2026-11-11 15:50"), 15) == local("2026-11-11 16:05")
    assert not office.is_open(local("2026-11-04 17:00"))


def test_closed_days_do_not_count() -> None:
    office = Calendar(WEEK, closures=((date(2026, 11, 24), date(2026, 11, 26)),))

    assert _due(office, local("2026-11-23 15:50"), 15) == local("2026-11-27 07:35")


def test_office_that_never_opens_is_said_to_and_not_searched_for_ever() -> None:
    shut_for_good = Calendar(WEEK, closures=((date(2026, 1, 1), date(9000, 1, 1)),))

    with pytest.raises(NeverOpens, match="400 days"):
        _due(shut_for_good, local("2026-11-23 09:00"), 1)
    with pytest.raises(NeverOpens):
        Calendar(()).next_open(local("2026-11-23 09:00"))


def test_closure_of_a_year_is_waited_for() -> None:
    office = Calendar(WEEK, closures=((date(2026, 11, 24), date(2027, 11, 23)),))

    assert _due(office, local("2026-11-23 15:59"), 2) == local("2027-11-24 07:31")


def test_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        OFFICE.is_open(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


sessions = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])
days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
rows = st.builds(
    lambda weekday, session, effect, on_holidays: Hours(
        weekday, *session, effect=effect, also_on_holidays=on_holidays, is_own=False
    ),
    st.integers(0, 6),
    sessions,
    st.sampled_from(Effect),
    st.booleans(),
)
calendars = st.builds(
    lambda hours, holidays, closed_from, closed_days: Calendar(
        tuple(hours), frozenset(holidays), ((closed_from, closed_from + timedelta(days=closed_days)),)
    ),
    st.lists(rows, min_size=1, max_size=8),
    st.sets(days, max_size=10),
    days,
    st.integers(0, 40),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
lengths = st.integers(1, 3000)


def add(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    try:
        return _due(calendar, start, minutes)
    except NeverOpens:
        assume(False)
        raise


@given(calendars, moments, lengths)
@settings(max_examples=60, deadline=None)
def test_time_to_the_due_moment_is_what_was_added(calendar: Calendar, start: datetime, minutes: int) -> None:
    due = add(calendar, start, minutes)

    assert calendar.open_time_between(start, due) == timedelta(minutes=minutes)
    assert calendar.open_time_between(start, due) == timedelta(minutes=minutes)


@given(calendars, moments, lengths)
@settings(max_examples=60, deadline=None)
def test_due_moment_is_the_first_one(calendar: Calendar, start: datetime, minutes: int) -> None:
    due = add(calendar, start, minutes)

    assert calendar.open_time_between(start, due - timedelta(microseconds=1)) < timedelta(minutes=minutes)


@given(calendars, moments, lengths, lengths)
@settings(max_examples=60, deadline=None)
def test_later_start_or_longer_promise_is_never_due_earlier(
    calendar: Calendar, start: datetime, minutes: int, more: int
) -> None:
    due = add(calendar, start, minutes)

    assert add(calendar, start + timedelta(minutes=more), minutes) >= due
    assert add(calendar, start, minutes + more) > due


@given(calendars, moments, moments, moments)
@settings(max_examples=60, deadline=None)
def test_open_time_adds_up(calendar: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))

    assert calendar.open_time_between(first, last) == calendar.open_time_between(
        first, middle
    ) + calendar.open_time_between(middle, last)


@given(calendars, moments)
@settings(max_examples=60, deadline=None)
def test_open_moments_are_the_ones_that_count(calendar: Calendar, at: datetime) -> None:
    a_moment_later = calendar.open_time_between(at, at + timedelta(microseconds=1))

    assert calendar.is_open(at) == (a_moment_later > timedelta())


@given(moments, lengths)
@settings(max_examples=60, deadline=None)
def test_zone_without_summer_time_keeps_days_of_24_hours(start: datetime, minutes: int) -> None:
    makassar = Calendar(ALL_HOURS.hours, zone=ZoneInfo("Asia/Makassar"))

    assert _due(makassar, start, minutes) == start + timedelta(minutes=minutes)
