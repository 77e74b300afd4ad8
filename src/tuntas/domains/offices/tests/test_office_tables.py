"""Offices, hours, closures and holidays come in as tables: as shown, whole or not at all, and only within reach."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Holiday, Office, OpeningHours
from tuntas.domains.offices.rules import JAKARTA
from tuntas.domains.offices.sheets import SHEETS
from tuntas.platform import tables
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.journal import queries as journal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GAMBIR, CIDENG = "31.71.01.1001", "31.71.01.1002"
JAGAKARSA = "31.74.09.1001"
HOURS = "office,weekday,opens,closes,from_on,to_on,effect,weeks_of_month,label\n"


@pytest.fixture(autouse=True)
def _reference(db: None) -> Any:
    actions.load_reference(AT, SYSTEM)
    with translation.override("en"):
        yield


def administrator(*prefixes: str) -> Actor:
    """Somebody posted above the offices whose code begins so."""
    codes = [code for prefix in prefixes for code in _codes(prefix)]
    return Actor(Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ad", "administrator", frozenset(codes))


def _codes(prefix: str) -> list[str]:
    return list(Office.objects.filter(code__startswith=prefix).values_list("code", flat=True))


def plan(name: str, written: str, by: Actor) -> tables.Plan:
    return tables.look(SHEETS[name], written.encode(), by=by, at=AT)


def take_in(name: str, written: str, by: Actor) -> tables.Plan:
    confirmed = plan(name, written, by).digest
    return tables.take_in(SHEETS[name], written.encode(), confirmed=confirmed, by=by, at=AT)


def faults(name: str, written: str, by: Actor) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, str(one.reason)) for one in plan(name, written, by).faults]


def is_open(text: str, office: str = GAMBIR) -> bool:
    return queries.calendar(office).is_open(datetime.fromisoformat(text).replace(tzinfo=JAKARTA))


@pytest.mark.parametrize("name", sorted(SHEETS))
@pytest.mark.parametrize("separator", [",", ";"])
def test_what_goes_out_comes_in_and_changes_nothing(name: str, separator: str) -> None:
    by = administrator("31")
    actions.close_office(
        GAMBIR, from_on=date(2026, 12, 1), to_on=date(2026, 12, 2), reason="=Banjir; lumpur", by=SYSTEM, at=AT
    )
    actions.open_on_holiday(GAMBIR, on=date(2026, 12, 25), reason="Natal", by=SYSTEM, at=AT)
    take_in("offices", f"code,kind,region,name,telephone\n{GAMBIR},kelurahan,{GAMBIR},Gambir,+62 21 555\n", by)

    written = SHEETS[name].written(by, AT)
    if separator == ";" and name != "days":
        written = written.replace(",", ";")
    found = plan(name, written, by)

    assert found.faults == ()
    assert found.told == ()
    header_and_what_a_demonstration_says = 2
    assert found.count(tables.Kind.LEAVE) == len(written.splitlines()) - header_and_what_a_demonstration_says


def test_offices_are_added_and_changed_by_code() -> None:
    by = administrator("31.71")
    written = (
        "code,kind,region,name,latitude,longitude,telephone\n"
        f"{GAMBIR},kelurahan,{GAMBIR},Satuan Pelaksana Gambir,-6.17,106.82,'+62 21 555\n"
        "31.71-RSUD,hospital,31.71,Rumah Sakit Contoh,,,\n"
    )

    shown = take_in("offices", written, by)
    again = plan("offices", written, administrator("31.71"))

    assert [(change.kind, change.line) for change in shown.changes] == [("change", 2), ("add", 3)]
    assert "telephone: – → +62 21 555" in shown.changes[0].details
    assert Office.objects.get(pk=GAMBIR).telephone == "+62 21 555"
    assert Office.objects.get(pk="31.71-RSUD").region_id == "31.71"
    assert again.told == ()


def test_a_column_that_was_left_out_erases_nothing() -> None:
    by = administrator("31.71")
    take_in(
        "offices", f"code,kind,region,name,address\n{GAMBIR},kelurahan,{GAMBIR},Gambir,Jalan Contoh 1\n", by
    )

    take_in("offices", f"code,kind,region,name\n{GAMBIR},kelurahan,{GAMBIR},Gambir Baru\n", by)

    assert Office.objects.get(pk=GAMBIR).address == "Jalan Contoh 1"


def test_one_bad_office_keeps_all_others_out() -> None:
    by = administrator("31.71")
    written = (
        "code,kind,region,name,latitude,longitude,active_to\n"
        f"{GAMBIR},kelurahan,{GAMBIR},Nama Baru,,,\n"
        f"{JAGAKARSA},kelurahan,{JAGAKARSA},Nama Baru,,,\n"
        f"{CIDENG},mall,{CIDENG},Nama Baru,,,\n"
        "31.71-x,mall,31.71,Nama Baru,,,\n"
        "31.71-MPP,mall,31.71,Nama Baru,-6.1,,\n"
        f"{GAMBIR},kelurahan,{GAMBIR},Lain,,,\n"
        "31.71.01.1003,kelurahan,31.71.01.1003,Nama Baru,,,2026-11-01\n"
        "31.71,sudin,31.71,Nama Baru,,,\n"
    )

    assert [(line, column) for line, column, _why in faults("offices", written, by)] == [
        (3, "region"),
        (4, "kind"),
        (5, "code"),
        (6, ""),
        (7, "code"),
        (8, ""),
        (9, "code"),
    ]
    with pytest.raises(tables.NotSound):
        take_in("offices", written, by)
    assert not Office.objects.filter(name="Nama Baru").exists()


def test_ramadan_and_an_evening_come_in_by_a_table() -> None:
    by = administrator("31")
    week = "".join(
        f",{day},08.00,14.00,2027-02-08,2027-03-05,instead,,Ramadan\n"
        for day in ("senin", "selasa", "rabu", "kamis", "jumat")
    )
    written = f"{HOURS}{week}{GAMBIR},wednesday,16:00,19:00,2026-12-01,,extra,1 3,Rabu malam\n"

    take_in("hours", written, by)

    assert is_open("2027-02-10 13:30")
    assert not is_open("2027-02-10 15:00")
    assert is_open("2026-12-02 18:00")
    assert not is_open("2026-12-02 18:00", CIDENG)
    assert plan("hours", written, by).told == ()
    assert [fact.content["from_on"] for fact in journal.history(f"office:{GAMBIR}")] == ["2026-12-01"]
    assert journal.history("office:all")[-1].content["from_on"] == "2027-02-08"


def test_ordinary_hours_change_when_those_before_get_a_last_day() -> None:
    by = administrator("31")
    days = ("senin", "selasa", "rabu", "kamis", "jumat")
    new = "".join(f",{day},08.00,15.00,2026-12-01,,ordinary,,\n" for day in days)
    former = "".join(f",{day},07.30,16.00,2020-03-23,2026-11-30,ordinary,,\n" for day in days)

    assert [line for line, _column, _why in faults("hours", HOURS + new, by)] == [2, 3, 4, 5, 6]
    shown = take_in("hours", HOURS + former + new, by)

    assert shown.counts == {"add": 5, "change": 5, "leave": 0}
    assert is_open("2026-11-30 15:30")
    assert not is_open("2026-12-01 15:30")


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        (
            f"{JAGAKARSA},senin,08.00,15.00,2026-12-01,,extra,,",
            "office",
            "There is no such office among yours.",
        ),
        ("31.99,senin,08.00,15.00,2026-12-01,,extra,,", "office", "There is no such office among yours."),
        (
            ",senin,16.00,19.00,2026-12-01,,extra,,",
            "office",
            "Only the agency changes what holds for every office.",
        ),
        (
            "31.71,senin,16.00,19.00,2026-12-01,,extra,,",
            "office",
            "Nobody changes their own office or its hours. Ask the office above it.",
        ),
        (
            f"{GAMBIR},senin,16.00,19.00,2026-11-22,,extra,,",
            "from_on",
            "Opening hours can be changed from today on, not for days that are over.",
        ),
        (f"{GAMBIR},senin,16.00,16.00,2026-12-01,,extra,,", "closes", "An office opens before it closes."),
        (
            f"{GAMBIR},senin,08.00,14.00,2026-12-01,,instead,,",
            "to_on",
            "Hours in place of the ordinary ones need a last day.",
        ),
        (
            f"{GAMBIR},senin,16.00,19.00,2026-12-01,2026-11-30,extra,,",
            "to_on",
            "The last day is before the first.",
        ),
        (
            f"{GAMBIR},hari,16.00,19.00,2026-12-01,,extra,,",
            "weekday",
            "Write one of: senin, selasa, rabu, kamis, jumat, sabtu, minggu.",
        ),
        (
            f"{GAMBIR},senin,16.00,19.00,2026-12-01,,extra,6,",
            "weeks_of_month",
            "Write the weeks of the month as numbers from 1 to 5 with spaces, for example 1 3.",
        ),
    ],
)
def test_a_bad_line_of_hours_says_why(line: str, column: str, why: str) -> None:
    assert faults("hours", f"{HOURS}{line}\n", administrator("31.71")) == [(2, column, why)]


def test_hours_that_are_over_cannot_be_made_longer_afterwards() -> None:
    former = ",senin,07.30,17.00,2020-03-23,,ordinary,,\n"

    assert [column for _line, column, _why in faults("hours", HOURS + former, administrator("31"))] == [
        "from_on"
    ]


def test_hours_until_the_end_of_all_days_are_refused_and_break_nothing() -> None:
    former = ",senin,07.30,16.00,2020-03-23,9999-12-31,ordinary,,\n"

    found = faults("hours", HOURS + former, administrator("31"))

    assert found == [(2, "to_on", "Write a day between the years 1900 and 2199.")]


def test_closures_and_open_holidays_come_in_by_a_table() -> None:
    by = administrator("31")
    names = "office,kind,from_on,to_on,reason\n"
    written = (
        f"{names}{GAMBIR},closed,2026-12-01,2026-12-02,Pindah\n,closed,2026-12-03,2026-12-03,Upacara\n"
        f"{GAMBIR},open,2026-12-25,2026-12-25,Natal\n"
    )

    take_in("days", written, by)

    assert [is_open(f"2026-12-{day} 09:00") for day in ("02", "03", "04", "25")] == [False, False, True, True]
    assert plan("days", written, by).told == ()
    shorter = take_in("days", f"{names}{GAMBIR},closed,2026-12-01,2026-12-01,Pindah\n", by)
    assert shorter.counts["change"] == 1
    assert is_open("2026-12-02 09:00")
    assert [(line, column) for line, column, _why in faults("days", (
        f"{names}{GAMBIR},open,2026-12-22,2026-12-22,x\n,open,2026-12-25,2026-12-25,x\n"
        f"{GAMBIR},closed,2026-11-20,2026-11-20,x\n"
    ), by)] == [(2, "from_on"), (3, "office"), (4, "from_on")]  # fmt: skip


def test_holidays_are_the_agencys_table() -> None:
    written = "on,name,is_joint_leave\n2026-12-09,Pemungutan suara,no\n2026-12-25,Hari Natal,no\n"

    take_in("holidays", written, administrator("31"))

    assert not is_open("2026-12-09 09:00")
    assert Holiday.objects.get(on=date(2026, 12, 25)).name == "Hari Natal"
    assert not SHEETS["holidays"].may(administrator("31.71"))
    assert [
        line for line, _column, _why in faults("holidays", "on,name\n2026-11-22,x\n", administrator("31"))
    ] == [2]


def test_a_table_shows_no_office_of_another_region() -> None:
    written = SHEETS["offices"].written(administrator("31.71"), AT)

    assert GAMBIR in written
    assert JAGAKARSA not in written


@pytest.mark.parametrize("role", ["officer", "registrar", "head_of_unit"])
def test_tables_are_for_who_may_change_them(role: str) -> None:
    by = Actor(Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ae", role, frozenset({"31", GAMBIR}))

    assert [name for name, sheet in SHEETS.items() if sheet.may(by)] == []


def test_a_table_of_every_office_costs_a_bounded_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    by = administrator("31")
    week = "".join(f"{code},rabu,16.00,19.00,2026-12-01,,extra,,\n" for code in _codes("31.7"))

    with django_assert_max_num_queries(8):
        assert plan("hours", HOURS + week, by).counts["add"] == len(_codes("31.7"))
    assert not OpeningHours.objects.exclude(office=None).exists()
