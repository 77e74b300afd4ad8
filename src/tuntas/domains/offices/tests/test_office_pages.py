"""Pages of offices and hours: for who is in charge, and not there for anybody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Closure, Holiday, Office, OpenDay, OpeningHours
from tuntas.domains.offices.rules import JAKARTA, Employment, Role
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import queries as journal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 09.00 in Jakarta
TODAY = date(2026, 11, 23)
GAMBIR = "31.71.01.1001"
JAGAKARSA = "31.74.09.1001"
PAGES = ("", "change/", "hours/", "hours/new/", "closures/new/", "holidays/2026-12-25/")


@pytest.fixture(autouse=True)
def _city(db: None) -> Any:
    clock.set(AT)
    actions.load_reference(AT, SYSTEM)
    yield
    clock.reset()


def signed_in(role: Role, office: str) -> Client:
    name = f"{role}{office}".replace(".", "").replace("_", "")
    staff = actions.add_staff(name, name="Pegawai Peragaan", by=SYSTEM, at=AT)
    actions.post_staff(
        staff.pk, office_code=office, role=role, employment=Employment.PNS, from_on=TODAY, by=SYSTEM, at=AT
    )
    client = Client()
    client.force_login(staff, backend="tuntas.domains.offices.backend.StaffBackend")
    return client


@pytest.fixture
def agency() -> Client:
    return signed_in(Role.ADMINISTRATOR, "31")


@pytest.fixture
def city() -> Client:
    return signed_in(Role.ADMINISTRATOR, "31.71")


def is_open(text: str, office: str = GAMBIR) -> bool:
    return queries.calendar(office).is_open(datetime.fromisoformat(text).replace(tzinfo=JAKARTA))


def hours_of(monday: str = "", **more: str) -> dict[str, str]:
    opens, _dash, closes = monday.partition("-")
    return {"effect": "ordinary", "from_on": "2026-11-24", "opens_1_0": opens, "closes_1_0": closes, **more}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_offices_of_another_city_are_not_there(city: Client, path: str) -> None:
    there = city.get(f"/staff/offices/{GAMBIR}/{path}")
    elsewhere = city.get(f"/staff/offices/{JAGAKARSA}/{path}")
    nowhere = city.get(f"/staff/offices/31.99/{path}")

    assert (there.status_code, elsewhere.status_code, nowhere.status_code) == (200, 404, 404)
    assert text_of(elsewhere).replace(JAGAKARSA, "") == text_of(nowhere).replace("31.99", "")


def test_nobody_posts_to_offices_out_of_reach(city: Client) -> None:
    before = list(OpeningHours.objects.values_list("pk", "to_on"))
    posts: list[tuple[str, dict[str, str]]] = [
        ("change/", {"name": "Lain"}),
        ("hours/new/", hours_of("09:00-10:00")),
        ("closures/new/", {"from_on": "2026-11-24", "to_on": "2026-11-24", "reason": "x"}),
        ("holidays/2026-12-25/", {"reason": "x"}),
    ]

    answers = [city.post(f"/staff/offices/{JAGAKARSA}/{path}", given).status_code for path, given in posts]

    assert answers == [404] * 4
    assert list(OpeningHours.objects.values_list("pk", "to_on")) == before
    assert not Closure.objects.exists()
    assert not OpenDay.objects.exists()
    assert Office.objects.get(pk=JAGAKARSA).name != "Lain"


def test_a_citys_administrator_changes_no_hours_of_the_own_office_nor_of_every_office(city: Client) -> None:
    for code, reason in (("31.71", "kantornya sendiri"), ("all", "Hanya dinas")):
        page = text_of(city.get(f"/staff/offices/{code}/hours/new/"))
        posted = text_of(city.post(f"/staff/offices/{code}/hours/new/", hours_of("09:00-10:00")))

        assert reason in page
        assert reason in posted
    assert not OpeningHours.objects.filter(weekday=1, opens_minute=540).exists()


def test_a_head_of_unit_reads_and_changes_nothing() -> None:
    head = signed_in(Role.HEAD_OF_UNIT, GAMBIR)

    page = text_of(head.get(f"/staff/offices/{GAMBIR}/hours/"))
    head.post(
        f"/staff/offices/{GAMBIR}/closures/new/",
        {"from_on": "2026-11-24", "to_on": "2026-11-24", "reason": "x"},
    )

    assert "07.30–16.00" in page
    assert "/hours/new/" not in page
    assert not Closure.objects.exists()
    assert head.get("/staff/offices/new/").status_code == 404
    assert head.get("/staff/offices/tables/offices/").status_code == 404


def test_an_officer_finds_no_list_of_offices() -> None:
    officer = signed_in(Role.OFFICER, GAMBIR)

    assert officer.get("/staff/offices/").status_code == 404
    assert officer.get("/staff/offices/all/hours/").status_code == 404


def test_the_list_is_of_offices_in_reach_by_page_and_by_search(
    city: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(15):
        first = text_of(city.get("/staff/offices/"))
    found = text_of(city.get("/staff/offices/?text=gambir&kind=kecamatan"))
    nothing = text_of(city.get("/staff/offices/?text=jagakarsa"))
    second = text_of(city.get("/staff/offices/?page=2"))

    assert first.count('data-name="') == 3 * 50
    assert second.count('data-name="') == 3 * 3  # 1 + 8 + 44 offices
    assert found.count("/staff/offices/31.71.01/") == 1
    assert "Tidak ada kantor di sini" in nothing


def test_a_further_office_is_added_and_below_the_citys(city: Client) -> None:
    given = {"kind": "mall", "region_code": "31.71", "further": "MPP", "name": "Mal Pelayanan Publik Contoh"}

    done = city.post("/staff/offices/new/", {**given, "latitude": "-6,175392", "longitude": "106.827153"})
    again = city.post("/staff/offices/new/", given)
    elsewhere = city.post("/staff/offices/new/", {**given, "region_code": "31.74"})

    assert done.status_code == 302
    assert Office.objects.get(pk="31.71-MPP").longitude is not None
    assert "Sudah ada kantor dengan kode ini" in text_of(again)
    assert "Pilih salah satu wilayah Anda" in text_of(elsewhere)
    assert city.get("/staff/offices/31.71-MPP/").status_code == 200
    assert is_open("2026-11-24 09:00", "31.71-MPP")
    assert queries.office_of_region("31.71").code == "31.71"
    assert [fact.name for fact in journal.history("office:31.71-MPP")] == ["office.added"]


def test_an_office_closes_for_good_and_stays(city: Client) -> None:
    page = text_of(city.get(f"/staff/offices/{GAMBIR}/change/"))
    given = {"name": "Satuan Pelaksana Gambir", "active_to": "2026-11-24", "seen": _seen(page)}

    done = city.post(f"/staff/offices/{GAMBIR}/change/", given)

    assert done.status_code == 302
    assert is_open("2026-11-24 09:00")
    assert not is_open("2026-11-25 09:00")
    assert queries.office_of_region(GAMBIR, on=date(2026, 11, 25)) is None
    row = queries.find_office(GAMBIR)
    assert row
    assert [row.is_active_on(date(2026, 11, day)) for day in (24, 25)] == [True, False]
    assert "hari terakhir" in text_of(city.get(f"/staff/offices/{GAMBIR}/"))
    names = [fact.name for fact in journal.history(f"office:{GAMBIR}")]
    assert names == ["office.ended", "office.calendar_changed"]


def test_an_office_that_somebody_else_changed_is_looked_at_again(city: Client) -> None:
    seen = _seen(text_of(city.get(f"/staff/offices/{GAMBIR}/change/")))
    city.post(f"/staff/offices/{GAMBIR}/change/", {"name": "Pertama", "seen": seen})

    second = city.post(f"/staff/offices/{GAMBIR}/change/", {"name": "Kedua", "seen": seen})

    assert "sementara itu" in text_of(second)
    assert Office.objects.get(pk=GAMBIR).name == "Pertama"


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
    from tuntas.domains.offices.actions import foresight

    monkeypatch.setattr(foresight, "_counts", [lambda office: 3])
    given = {"from_on": "2026-11-24", "to_on": "2026-11-24", "reason": "Banjir"}

    first = city.post(f"/staff/offices/{GAMBIR}/closures/new/", given)
    assert "3 janji layanan yang berjalan mendapat tenggat lain" in text_of(first)
    assert not Closure.objects.exists()

    second = city.post(f"/staff/offices/{GAMBIR}/closures/new/", {**given, "confirmed": "1"})
    assert second.status_code == 302
    assert Closure.objects.count() == 1


@pytest.mark.parametrize("path", ["", f"{GAMBIR}/", f"{GAMBIR}/hours/", "all/hours/", "holidays/"])
def test_pages_cost_a_bounded_number_of_questions(
    agency: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    agency.get(f"/staff/offices/{path}")

    with django_assert_max_num_queries(16):
        assert agency.get(f"/staff/offices/{path}").status_code == 200


def _seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_table_is_shown_then_taken_in_and_not_there_for_others(city: Client) -> None:
    sent = f"office,weekday,opens,closes,from_on,effect\n{GAMBIR},rabu,16.00,19.00,2026-12-02,extra\n"
    address = "/staff/offices/tables/hours/"

    shown = text_of(city.post(address, {"file": SimpleUploadedFile("hours.csv", sent.encode())}))
    assert not OpeningHours.objects.filter(office=GAMBIR).exists()
    confirmed = {name: shown.split(f'name="{name}" value="')[1].split('"')[0] for name in ("key", "confirmed")}
    done = city.post(address, {**confirmed, "content": sent})

    assert done.status_code == 302
    assert is_open("2026-12-02 18:00")
    assert GAMBIR in text_of(city.get("/staff/offices/tables/hours.csv"))
    assert JAGAKARSA not in text_of(city.get("/staff/offices/tables/offices.csv"))
    for nowhere in ("/staff/offices/tables/holidays/", "/staff/offices/tables/holidays.csv", f"{address}x/"):
        assert city.get(nowhere).status_code == 404
