"""Who answers for an office sees how long people waited there; for others the page does not exist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.figures.models import WaitingFigures
from tuntas.domains.figures.rules.figures import week_of
from tuntas.domains.offices.rules.calendar import JAKARTA
from tuntas.platform import clock

pytestmark = pytest.mark.django_db
PAGE = f"/monitor/{w.OFFICE}/statistics"
NOTICE = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"


def fill(weeks: int = 1) -> None:
    newest = week_of(clock.now(), JAKARTA)
    headings = [("all", ""), ("group", "A"), *(("hour", f"{hour:02d}") for hour in range(7, 16))]
    WaitingFigures.objects.bulk_create(
        WaitingFigures(
            scope="office",
            code=w.OFFICE,
            week=newest - timedelta(weeks=number),
            facet=facet,
            value=value,
            issued=20,
            misdirected=4,
            out_of_order=3,
            wait={"6": 15, "31": 5},
        )
        for number in range(weeks)
        for facet, value in headings
    )


def test_head_sees_waits_and_what_only_the_office_can_mend(client: Client, there: w.World) -> None:
    fill()

    page = w.sign_in(client, there.head).get(f"{PAGE}/").content.decode()

    assert "75,0\u00a0%" in page
    assert "di luar urutan" in page
    assert "A · Akta kelahiran dan akta lain" in page
    assert "08.00–09.00" in page


def test_page_of_the_office_leads_there(client: Client, there: w.World) -> None:
    page = w.sign_in(client, there.head).get(f"/monitor/{w.OFFICE}/").content.decode()

    assert f'href="{PAGE}/"' in page


def test_files_say_that_it_is_a_demonstration(client: Client, there: w.World) -> None:
    fill()
    head = w.sign_in(client, there.head)

    assert head.get(f"{PAGE}.json").json()["notice"] == NOTICE
    assert NOTICE in head.get(f"{PAGE}.csv").content.decode()


@pytest.mark.parametrize("part", ["officer", "elsewhere"])
def test_for_others_it_does_not_exist(client: Client, there: w.World, part: str) -> None:
    other = {"officer": there.officer, "elsewhere": there.cast.officer_elsewhere}[part]
    client = w.sign_in(client, other)

    for address in (f"{PAGE}/", f"{PAGE}.csv", f"{PAGE}.json"):
        assert client.get(address).status_code == 404


def test_half_a_year_costs_no_more(client: Client, there: w.World, django_assert_max_num_queries: Any) -> None:
    fill(26)
    head = w.sign_in(client, there.head)

    with django_assert_max_num_queries(14):
        assert head.get(f"{PAGE}/?weeks=26").status_code == 200
