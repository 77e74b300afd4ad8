"""Moments and lengths as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tuntas.platform.ui import dates

JAKARTA = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2022, 4, 2, 3, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [("id", "Sabtu, 2 April 2022 pukul 10.42"), ("en", "Saturday, 2 April 2022 at 10:42")],
)
def test_writes_a_moment_in_the_offices_own_time(language: str, written: str) -> None:
    assert dates.moment(MORNING, language=language, zone=JAKARTA) == written


def test_a_late_evening_in_utc_is_already_the_next_day_in_jakarta() -> None:
    evening = datetime(2022, 4, 1, 17, 5, tzinfo=UTC)

    assert dates.day(evening, language="id", zone=JAKARTA) == "Sabtu, 2 April 2022"
    assert dates.hour(evening, language="id", zone=JAKARTA) == "00.05"


def test_a_day_without_hours_is_not_moved() -> None:
    assert dates.day(date(2022, 8, 17), language="id", zone=JAKARTA) == "Rabu, 17 Agustus 2022"


def test_an_unknown_language_reads_indonesian() -> None:
    assert dates.day(date(2022, 8, 17), language="jv", zone=JAKARTA).startswith("Rabu")


@pytest.mark.parametrize(
    ("hours_later", "written"),
    [(0, "pukul 10.42"), (13, "pukul 10.42"), (14, "Sabtu, 2 April 2022 pukul 10.42")],
)
def test_a_due_time_names_its_day_only_when_that_is_not_today(hours_later: int, written: str) -> None:
    seen_at = MORNING + timedelta(hours=hours_later)

    assert dates.due(MORNING, seen_at=seen_at, language="id", zone=JAKARTA) == written


@pytest.mark.parametrize(
    ("length", "indonesian", "english"),
    [
        (timedelta(0), "0 detik", "0 seconds"),
        (timedelta(seconds=1), "1 detik", "1 second"),
        (timedelta(seconds=59), "59 detik", "59 seconds"),
        (timedelta(seconds=90), "1 menit", "1 minute"),
        (timedelta(minutes=65), "1 jam 5 menit", "1 hour 5 minutes"),
        (timedelta(hours=2), "2 jam", "2 hours"),
        (timedelta(days=1, minutes=7), "1 hari", "1 day"),
        (timedelta(days=3, hours=4, minutes=9), "3 hari 4 jam", "3 days 4 hours"),
        (timedelta(seconds=-5), "0 detik", "0 seconds"),
    ],
)
def test_says_a_length_in_its_two_largest_units(length: timedelta, indonesian: str, english: str) -> None:
    assert dates.duration(length, language="id") == indonesian
    assert dates.duration(length, language="en") == english
