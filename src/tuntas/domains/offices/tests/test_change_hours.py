"""Hours change from a day on, by those above the offices, and the journal says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.rules import JAKARTA, Effect
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

OFFICE = "31.71.01.1001"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADMINISTRATOR = Actor(
    Kind.STAFF,
    "0193f0a0-0000-7000-8000-0000000000ad",
    "administrator",
    frozenset({"31", OFFICE, "31.71.01.1002"}),
)
HEAD = Actor(Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ae", "head_of_unit", frozenset({OFFICE}))
LATER = [NewHours(weekday, 9 * 60, 17 * 60) for weekday in range(5)]


def is_open(text: str, office: str = OFFICE) -> bool:
    at = datetime.fromisoformat(text).replace(tzinfo=JAKARTA)
    return queries.calendar(office).is_open(at)


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    actions.load_reference(AT, SYSTEM)


def test_new_hours_of_one_office_begin_on_their_day() -> None:
    actions.change_hours(OFFICE, hours=LATER, from_on=date(2026, 11, 25), by=ADMINISTRATOR, at=AT)

    assert is_open("2026-11-24 08:00")
    assert not is_open("2026-11-25 08:00")
    assert is_open("2026-11-25 16:30")
    assert is_open("2026-11-25 08:00", office="31.71.01.1002")


def test_new_hours_of_every_office_take_the_place_of_the_former() -> None:
    actions.change_hours(None, hours=LATER, from_on=date(2026, 11, 25), by=ADMINISTRATOR, at=AT)
    actions.change_hours(None, hours=LATER[:4], from_on=date(2026, 11, 25), by=ADMINISTRATOR, at=AT)

    assert is_open("2026-11-24 08:00")
    assert not is_open("2026-11-25 08:00")
    assert not is_open("2026-11-27 10:00")


def test_ramadan_stands_beside_the_ordinary_hours_and_ends() -> None:
    shorter = [NewHours(weekday, 7 * 60, 14 * 60) for weekday in range(5)]
    actions.change_hours(
        None,
        hours=shorter,
        from_on=date(2027, 2, 8),
        to_on=date(2027, 3, 5),
        effect=Effect.INSTEAD,
        label="Ramadan",
        by=ADMINISTRATOR,
        at=AT,
    )

    assert not is_open("2027-03-04 15:00")
    assert is_open("2027-03-08 15:00") is False  # a holiday of its own
    assert is_open("2027-03-16 15:00")


def test_holiday_and_closure_shut_whole_days() -> None:
    actions.add_holiday(date(2026, 12, 9), name="Pemungutan suara", by=ADMINISTRATOR, at=AT)
    actions.close_office(
        OFFICE, from_on=date(2026, 12, 10), to_on=date(2026, 12, 11), reason="Banjir", by=ADMINISTRATOR, at=AT
    )

    assert [is_open(f"2026-12-{day:02d} 09:00") for day in (8, 9, 10, 11, 14)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert is_open("2026-12-10 09:00", office="31.71.01.1002")


def test_journal_says_which_offices_hours_changed() -> None:
    actions.change_hours(OFFICE, hours=LATER, from_on=date(2026, 11, 25), by=ADMINISTRATOR, at=AT)

    told = journal.history(f"office:{OFFICE}")[-1]
    assert (told.name, told.office, told.content["from_on"]) == (
        "office.calendar_changed",
        OFFICE,
        "2026-11-25",
    )


def test_head_of_the_office_cannot_move_its_own_clocks() -> None:
    with pytest.raises(Refused, match="Hanya kepala dinas atau administrator"):
        actions.close_office(
            OFFICE, from_on=date(2026, 11, 23), to_on=date(2026, 11, 23), reason="", by=HEAD, at=AT
        )


def test_day_that_is_over_stays_as_it_was() -> None:
    with pytest.raises(Refused, match="mulai hari ini"):
        actions.add_holiday(date(2026, 11, 22), name="Terlambat", by=ADMINISTRATOR, at=AT)
