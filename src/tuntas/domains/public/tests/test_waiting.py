"""Anyone sees how long people wait, apart from the promise, in a bounded number of queries."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import world as w

from tuntas.domains.figures.models import WaitingFigures
from tuntas.domains.figures.rules.figures import week_of
from tuntas.platform import clock

pytestmark = pytest.mark.django_db
PAGES = (
    "/open/waiting",
    "/open/waiting/city/31.71",
    "/open/waiting/kecamatan/31.71.01",
    f"/open/waiting/office/{w.OFFICE}",
)
NOTICE = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"
_PLACES = (("all", ""), ("city", "31.71"), ("district", "31.71.01"), ("office", w.OFFICE))


def fill(weeks: int = 1, hours: range = range(8, 16)) -> None:
    """People of so many weeks at each place of Gambir: at each hour 100 of them, most called within 15 minutes."""
    newest = week_of(clock.now(), timezone.get_current_timezone())
    headings = [
        ("all", ""),
        ("channel", "kiosk"),
        ("channel", "online"),
        ("service", w.SERVICE),
        ("group", "A"),
    ]
    headings += [("hour", f"{hour:02d}") for hour in hours]
    headings += [("crossed", f"{w.SERVICE}|kiosk|{hour:02d}") for hour in hours]
    headings += [("day", (newest + timedelta(days=day)).isoformat()) for day in range(5)]
    counts = {"issued": 100, "absent": 3, "left": 2, "kept": 90, "broken": 10, "misdirected": 4}
    WaitingFigures.objects.bulk_create(
        WaitingFigures(
            **counts,
            scope=scope,
            code=code,
            week=newest - timedelta(weeks=number),
            facet=facet,
            value=value,
            wait={"4": 50, "12": 38, "15": 2, "22": 5},
            serve={"7": 60, "20": 30},
            deliver={"50": 90},
        )
        for scope, code in _PLACES
        for number in range(weeks)
        for facet, value in headings
    )


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    w.world()


def test_says_waiting_and_promise_apart(client: Client) -> None:
    fill()

    for address in PAGES:
        page = client.get(address).content.decode()

        assert "94,7\u00a0%" in page, address  # 90 of 95 were called within 15 minutes
        assert "4 menit" in page, address
        assert "90 dari 100 dalam 12 menit, 95 dalam 22 menit" in page, address
        assert "90,0\u00a0%" in page, address  # promises
        assert page.count('<th scope="row"') >= 8 + 5 + 2 + 1, address


def test_page_about_promises_leads_there(client: Client) -> None:
    fill()

    for address, there in zip(
        ("/open", "/open/city/31.71", "/open/kecamatan/31.71.01", f"/open/{w.OFFICE}"), PAGES, strict=True
    ):
        page = client.get(address).content.decode()

        assert f'href="{there}"' in page, address
        assert "94,7\u00a0%" in page, address


def test_drawings_can_be_listened_to_and_say_that_it_is_a_demonstration(client: Client) -> None:
    fill()

    for address in PAGES:
        drawings = client.get(address).content.decode().split('<svg viewBox="0 0 360')[1:]

        assert len(drawings) == 2, address
        for drawing in drawings:
            assert "<title " in drawing, address
            assert "Semua angka ada di tabel jam." in drawing, address
            assert drawing.partition("</svg>")[0].count(NOTICE) == 2, address


def test_says_what_will_appear_while_there_is_nothing(client: Client) -> None:
    for address in PAGES:
        assert "Begitu seseorang mengambil nomor" in client.get(address).content.decode(), address


def test_place_that_does_not_exist_is_said_so(client: Client) -> None:
    for where in ("office/31.99", "city/31", "kecamatan/31.71", "office/31.99.csv", "moon/31.71"):
        assert client.get(f"/open/waiting/{where}").status_code == 404, where


def test_half_a_year_costs_no_more(client: Client, django_assert_max_num_queries: Any) -> None:
    fill(26, range(6, 18))

    for address in PAGES:
        with django_assert_max_num_queries(12):
            answer = client.get(f"{address}?weeks=26")

        assert len(answer.content) <= 60_000, address


def ranked(**rows: dict[str, int]) -> None:
    """Of last week, by rank, everywhere: how many waited so many minutes, in the order of coming 12 minutes each."""
    week = week_of(clock.now(), timezone.get_current_timezone()) - timedelta(weeks=1)
    WaitingFigures.objects.bulk_create(
        WaitingFigures(
            scope=scope,
            code=code,
            week=week,
            facet="rank",
            value=rank,
            issued=sum(wait.values()),
            wait=wait,
            even_minutes=12 * sum(wait.values()),
        )
        for scope, code in _PLACES
        for rank, wait in rows.items()
    )


def test_says_what_priority_spares_some_and_costs_the_others(client: Client) -> None:
    fill(2)
    ranked(ordinary={"10": 30, "20": 10}, priority={"3": 6, "11": 4})

    for address in PAGES:
        page = client.get(address).content.decode()
        table = page.partition("Menurut siapa yang didahulukan")[2].partition("</table>")[0]

        assert [table.count(word) for word in ("Prioritas</th>", "Janji temu</th>", "Tanpa keduanya</th>")] == [
            1,
            0,
            1,
        ]
        assert table.index("Prioritas</th>") < table.index("Tanpa keduanya</th>"), (
            "who is called first stands first"
        )
        assert "3 · 11 · 11" in table, address
        assert "Prioritas: 5,8 menit lebih singkat; Tanpa keduanya: 0,5 menit lebih lama" in page, address
        assert "Prioritas: separuh menunggu paling lama 3 menit, 95 dari 100 paling lama 11 menit." in page, (
            address
        )


def test_ranks_of_few_are_not_compared(client: Client) -> None:
    fill(2)
    ranked(ordinary={"12": 30}, appointment={"3": 4})

    page = client.get(PAGES[0]).content.decode()

    assert "4 orang: terlalu sedikit" in page
    assert "menunggu: Tanpa keduanya: sama lama." in page
    assert "Menit menunggu, menurut siapa yang didahulukan" not in page


def test_file_says_the_ranks_of_the_weeks_that_are_over(client: Client) -> None:
    fill(2)
    ranked(ordinary={"10": 30}, priority={"3": 10})

    rows = [row for row in client.get("/open/waiting.json").json()["rows"] if row["row"] == "rank"]

    assert [(row["value"], row["issued"], row["wait_minutes_longer"]) for row in rows] == [
        ("ordinary", 30, -2),
        ("priority", 10, -9),
    ]
    last_sunday = week_of(clock.now(), timezone.get_current_timezone()) - timedelta(days=1)
    assert {row["week_to"] for row in rows} == {last_sunday.isoformat()}


def test_files_say_what_the_page_says(client: Client) -> None:
    fill()

    answer = client.get("/open/waiting.csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text.partition("\r\n")[2])))
    told = client.get("/open/waiting/city/31.71.json").json()

    assert NOTICE in text
    assert answer["Access-Control-Allow-Origin"] == "*"
    total = rows[0]
    assert (total["row"], total["issued"], total["called"]) == ("total", "100", "95")
    assert (total["share_in_15_minutes"], total["wait_p95_minutes"]) == ("0.9474", "22")
    assert {"hour", "day", "channel", "service", "place"} <= {row["row"] for row in rows}
    assert (told["notice"], told["rows"][0]["serve_median_minutes"]) == (NOTICE, 7)


def test_one_service_in_one_way_and_hour_is_asked_alone(client: Client) -> None:
    fill()
    asked = f"?service={w.SERVICE}&channel=kiosk&hour=09"

    page = client.get(f"/open/waiting{asked}").content.decode()
    file = client.get(f"/open/waiting.csv{asked}&crossed=on").content.decode("utf-8-sig")

    assert "Hanya ini:" in page
    assert "09.00–10.00" in page
    assert "08.00–09.00</th>" not in page
    rows = list(csv.DictReader(io.StringIO(file.partition("\r\n")[2])))
    assert [(row["row"], row["service"], row["hour"], row["issued"]) for row in rows] == [
        ("crossed", w.SERVICE, "09", "100")
    ]


@pytest.mark.parametrize(
    "asked", ["service=x|y", "channel=moon", "hour=25", "hour=x&crossed=on", "service=%25"]
)
def test_who_cannot_be_asked_about_is_answered_with_something(client: Client, asked: str) -> None:
    fill()

    for kind in ("", ".csv", ".json"):
        assert client.get(f"/open/waiting{kind}?{asked}").status_code == 200


@pytest.mark.parametrize("weeks", ["x", "-1", "0", "99999", "²", ""])
def test_what_can_not_be_asked_is_answered_with_something(client: Client, weeks: str) -> None:
    fill()

    assert client.get(f"/open/waiting?weeks={weeks}").status_code == 200


def test_of_some_people_alone_at_most_twelve_weeks_are_told(client: Client) -> None:
    fill(weeks=2)

    everyone, some = (client.get(f"/open/waiting?weeks=26{only}").content.decode() for only in ("", "&hour=09"))

    assert '<option value="26" selected>' in everyone
    assert '<option value="12" selected>' in some
    assert 'value="26"' not in some
    assert "minggu ini</option>" in client.get("/open/waiting").content.decode()
