"""Pages of offices: for who is in charge, and not there for anybody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Closure, Office, OpenDay, OpeningHours
from tuntas.domains.offices.rules import Role
from tuntas.domains.offices.tests.places import (
    GAMBIR,
    JAGAKARSA,
    hours_of,
    is_open,
    signed_in,
    text_of,
)
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.usefixtures("reference")
PAGES = ("", "change/", "hours/", "hours/new/", "closures/new/", "holidays/2026-12-25/")


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
