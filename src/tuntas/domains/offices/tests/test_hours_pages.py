"""Pages of hours, closures and holidays: what moves clocks is entered by those above, and shown before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tuntas.domains.offices import actions
from tuntas.domains.offices.actions import foresight
from tuntas.domains.offices.models import Closure, Holiday, OpenDay, OpeningHours
from tuntas.domains.offices.tests.places import (
    AT,
    GAMBIR,
    hours_of,
    is_open,
    text_of,
)
from tuntas.platform.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("reference")


def test_a_citys_administrator_changes_no_hours_of_the_own_office_nor_of_every_office(city: Client) -> None:
    for code, reason in (("31.71", "kantornya sendiri"), ("all", "Hanya dinas")):
        page = text_of(city.get(f"/staff/offices/{code}/hours/new/"))
        posted = text_of(city.post(f"/staff/offices/{code}/hours/new/", hours_of("09:00-10:00")))

        assert reason in page
        assert reason in posted
    assert not OpeningHours.objects.filter(weekday=1, opens_minute=540).exists()


def test_new_hours_are_entered_for_one_office(city: Client) -> None:
    done = city.post(f"/staff/offices/{GAMBIR}/hours/new/", hours_of("09:00-17:00"))

    assert done.status_code == 302
    assert is_open("2026-11-24 16:30")
    assert not is_open("2026-11-25 10:00")  # days left empty are shut
    assert not is_open("2026-11-24 16:30", "31.71.01.1002")
    page = text_of(city.get(f"/staff/offices/{GAMBIR}/hours/?on=2026-11-24"))
    assert "09.00–17.00" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (hours_of("17:00-09:00"), "Kantor buka sebelum tutup"),
        (hours_of("09:00-"), "Isi kedua waktu"),
        (hours_of(""), "Isi jam untuk paling sedikit satu hari"),
        (hours_of("09:00-17:00", effect="instead"), "perlu hari terakhir"),
        (hours_of("09:00-17:00", to_on="2026-11-20"), "Hari terakhir sebelum hari pertama"),
        (hours_of("09:00-17:00", from_on="2026-11-22"), "mulai hari ini"),
        (hours_of("09:00-17:00", from_on="kemarin"), "2026-12-01"),
    ],
)
def test_hours_that_cannot_be_say_what_to_do(city: Client, given: dict[str, str], words: str) -> None:
    before = OpeningHours.objects.count()

    answer = city.post(f"/staff/offices/{GAMBIR}/hours/new/", given)

    assert words in text_of(answer)
    assert OpeningHours.objects.count() == before


def test_an_evening_is_added_for_some_weeks_and_ends(city: Client) -> None:
    evening = {"opens_2_0": "16:00", "closes_2_0": "19:00", "weeks_of_month": ["1", "3"], "label": "Rabu malam"}
    city.post(f"/staff/offices/{GAMBIR}/hours/new/", hours_of(effect="extra", **evening))
    row = OpeningHours.objects.get(office=GAMBIR)

    assert is_open("2026-12-02 18:00")
    assert not is_open("2026-12-09 18:00")
    assert "minggu ke-1, 3" in text_of(city.get(f"/staff/offices/{GAMBIR}/hours/"))

    late = city.post(f"/staff/offices/{GAMBIR}/hours/{row.pk}/end/", {"last_on": "2026-11-21"})
    city.post(f"/staff/offices/{GAMBIR}/hours/{row.pk}/end/", {"last_on": "2026-12-02"})
    assert "mulai hari ini" in text_of(late)
    assert is_open("2026-12-02 18:00")
    assert not is_open("2026-12-16 18:00")


def test_hours_of_every_office_are_no_citys_to_end(city: Client, agency: Client) -> None:
    row = OpeningHours.objects.filter(office=None).first()
    assert row

    through_own = city.post(f"/staff/offices/{GAMBIR}/hours/{row.pk}/end/", {"last_on": "2026-11-30"})
    city.post(f"/staff/offices/all/hours/{row.pk}/end/", {"last_on": "2026-11-30"})
    assert through_own.status_code == 404
    assert not OpeningHours.objects.exclude(to_on=None).exists()

    agency.post(f"/staff/offices/all/hours/{row.pk}/end/", {"last_on": "2026-11-30"})
    assert not is_open("2026-12-01 09:00")


def test_a_closure_is_entered_shortened_and_taken_back(city: Client) -> None:
    city.post(
        f"/staff/offices/{GAMBIR}/closures/new/",
        {"from_on": "2026-11-24", "to_on": "2026-11-26", "reason": "Banjir"},
    )
    closure = Closure.objects.get()

    assert "Banjir" in text_of(city.get(f"/staff/offices/{GAMBIR}/"))
    city.post(f"/staff/offices/{GAMBIR}/closures/{closure.pk}/end/", {"last_on": "2026-11-24"})
    assert [is_open(f"2026-11-{day} 09:00") for day in (24, 25)] == [False, True]
    city.post(f"/staff/offices/{GAMBIR}/closures/{closure.pk}/end/", {"last_on": "2026-11-23"})
    assert is_open("2026-11-24 09:00")
    assert city.get(f"/staff/offices/{GAMBIR}/closures/{UUID(int=1)}/end/").status_code == 404


def test_a_form_sent_twice_is_done_once(city: Client) -> None:
    given = {"from_on": "2026-11-24", "to_on": "2026-11-24", "reason": "Banjir", "key": str(UUID(int=7))}

    answers = [city.post(f"/staff/offices/{GAMBIR}/closures/new/", given).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert Closure.objects.count() == 1


def test_one_office_works_on_a_holiday(city: Client) -> None:
    city.post(f"/staff/offices/{GAMBIR}/holidays/2026-12-25/", {"reason": "Layanan Natal"})

    assert is_open("2026-12-25 09:00")
    assert not is_open("2026-12-25 09:00", "31.71.01.1002")
    assert "Layanan Natal" in text_of(city.get(f"/staff/offices/{GAMBIR}/hours/?on=2026-12-25"))
    no_holiday = city.post(f"/staff/offices/{GAMBIR}/holidays/2026-12-22/", {"reason": "x"})
    assert "bukan hari libur" in text_of(no_holiday)

    city.post(f"/staff/offices/{GAMBIR}/open-days/{OpenDay.objects.get().pk}/end/")
    assert not is_open("2026-12-25 09:00")


def test_holidays_are_the_agencys_to_change(city: Client, agency: Client) -> None:
    given = {"on": "2026-12-09", "name": "Pemungutan suara"}

    assert "Hanya dinas" in text_of(city.post("/staff/offices/holidays/", given))
    city.post("/staff/offices/holidays/2026-12-25/removal/")
    assert is_open("2026-12-09 09:00")
    assert not is_open("2026-12-25 09:00")

    agency.post("/staff/offices/holidays/", given)
    agency.post("/staff/offices/holidays/2026-12-25/removal/")
    assert not is_open("2026-12-09 09:00")
    assert is_open("2026-12-25 09:00")
    assert "Pemungutan suara" in text_of(agency.get("/staff/offices/holidays/?year=2026"))
    agency.post("/staff/offices/holidays/2026-08-17/removal/")
    assert not Holiday.objects.get(on=date(2026, 8, 17)).is_dropped


def test_a_dropped_holiday_does_not_come_back_by_itself(agency: Client) -> None:
    agency.post("/staff/offices/holidays/2026-12-24/removal/")

    actions.load_reference(AT, SYSTEM)

    assert is_open("2026-12-24 09:00")


def test_what_moves_running_promises_is_shown_before_it_is_done(
    city: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "_counts", [lambda office: 3])
    given = {"from_on": "2026-11-24", "to_on": "2026-11-24", "reason": "Banjir"}

    first = city.post(f"/staff/offices/{GAMBIR}/closures/new/", given)
    assert "3 janji layanan yang berjalan mendapat tenggat lain" in text_of(first)
    assert not Closure.objects.exists()

    second = city.post(f"/staff/offices/{GAMBIR}/closures/new/", {**given, "confirmed": "1"})
    assert second.status_code == 302
    assert Closure.objects.count() == 1


@pytest.mark.parametrize("moved", [0, 3])
def test_a_holiday_is_taken_away_at_once_or_after_a_look_at_the_promises_it_moves(
    agency: Client, moved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "_counts", [lambda office: moved])
    address = "/staff/offices/holidays/2026-12-25/removal/"

    first = agency.post(address)

    assert first.status_code == (200 if moved else 302)
    assert ("3 janji layanan" in text_of(first)) == bool(moved)
    assert is_open("2026-12-25 09:00") != bool(moved)
    assert agency.post(address, {"confirmed": "1"}).status_code == 302
    assert is_open("2026-12-25 09:00")


def test_keeping_a_holiday_after_all_shows_the_promises_that_it_moves(
    city: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.post(f"/staff/offices/{GAMBIR}/holidays/2026-12-25/", {"reason": "Natal"})
    address = f"/staff/offices/{GAMBIR}/open-days/{OpenDay.objects.get().pk}/end/"
    monkeypatch.setattr(foresight, "_counts", [lambda office: 3])

    assert "3 janji layanan" in text_of(city.post(address))
    assert OpenDay.objects.exists()
    city.post(address, {"confirmed": "1"})
    assert not OpenDay.objects.exists()
    assert city.post(address, {"confirmed": "1"}).status_code == 302  # sent twice


def test_a_table_of_hours_shows_the_promises_that_it_moves_and_what_stays(
    city: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "_counts", [lambda office: 3])
    head, line = "office,weekday,opens,closes,from_on,effect\n", f"{GAMBIR},rabu,16.00,19.00,2026-12-02,extra\n"
    address = "/staff/offices/tables/hours/"

    def sent(written: str) -> str:
        return text_of(city.post(address, {"file": SimpleUploadedFile("hours.csv", written.encode())}))

    shown = sent(head + line)
    assert "3 janji layanan yang berjalan mendapat tenggat lain" in shown
    assert not OpeningHours.objects.filter(office=GAMBIR).exists()
    confirmed = {name: shown.split(f'name="{name}" value="')[1].split('"')[0] for name in ("key", "confirmed")}
    city.post(address, {**confirmed, "content": head + line})
    assert "1 baris tetap seperti sekarang" in sent(head + line)
    assert "3 janji layanan" not in sent(head + line)


@pytest.mark.parametrize("last_on", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_days_of_other_centuries_are_refused_in_words(city: Client, last_on: str) -> None:
    city.post(f"/staff/offices/{GAMBIR}/hours/new/", hours_of("09:00-10:00"))
    row = OpeningHours.objects.get(office=GAMBIR, weekday=1)
    closed = {"from_on": "2026-12-01", "to_on": "2026-12-03", "reason": "Banjir"}
    city.post(f"/staff/offices/{GAMBIR}/closures/new/", closed)

    for page in (f"hours/{row.pk}/end/", f"closures/{Closure.objects.get().pk}/end/"):
        answer = text_of(city.post(f"/staff/offices/{GAMBIR}/{page}", {"last_on": last_on}))
        assert "antara tahun 1900 dan 2199" in answer
