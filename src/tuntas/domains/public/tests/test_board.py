"""The open pages show places, never persons, in a bounded number of queries and bytes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.figures.models import WeekFigures
from tuntas.domains.figures.rules.figures import week_of
from tuntas.domains.offices import queries as offices
from tuntas.domains.satisfaction import demonstration as survey
from tuntas.platform import clock

pytestmark = pytest.mark.django_db
PAGES = ("/open", "/open/city/31.71", "/open/kecamatan/31.71.01", f"/open/{w.OFFICE}")
NOTICE = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"


@pytest.fixture
def there(count):
    """A case that was handed over, counted."""
    here = w.world()
    w.handed_over(here)
    count()
    return here


def test_shows_a_kept_promise_of_the_office(client, there):
    for address in PAGES:
        page = client.get(address).content.decode()

        assert "100,0\u00a0%" in page, address
        assert "1 dari 1;" in page, address
        assert "1 dari 1 tepat waktu" in page, address


def test_says_what_will_appear_while_there_is_nothing(client):
    w.world()

    for address in PAGES:
        assert "Begitu permohonan dikirim" in client.get(address).content.decode(), address


def test_a_place_that_does_not_exist_is_said_so(client):
    w.world()

    for address in ("31.99", "city/31", "city/31.99", "kecamatan/31.71", "31.99.csv", "city/31.99.json"):
        assert client.get(f"/open/{address}").status_code == 404, address


def test_holds_the_index_back_until_ten_have_answered(client):
    survey.load(w.world().at)

    page = client.get(f"/open/{w.OFFICE}").content.decode()

    assert "10 jawaban pertama" in page


def test_says_how_many_were_opened_at_a_counter_and_counts_them_in_no_waiting(client, count):
    there = w.world()
    cases.start_at_counter(
        o.KTP, o.lost(), ["police_letter", "kk"], office_code=w.OFFICE, by=there.officer, at=there.at
    )
    count()

    page = client.get(f"/open/{w.OFFICE}").content.decode()
    [total, *_rest] = client.get(f"/open/{w.OFFICE}.json").json()["rows"]

    assert "1 dibuka di loket, tidak masuk angka ini" in page
    assert (total["submitted"], total["at_counter"], total["taken"]) == (1, 1, 0)


def test_names_no_percentile_of_too_few(client, there):
    page = client.get(f"/open/{w.OFFICE}").content.decode()

    assert "1 permohonan: terlalu sedikit" in page


def test_half_a_year_at_every_office_costs_no_more(client, django_assert_max_num_queries):
    w.world()
    fill(53)
    since = (offices.office_day(clock.now()) - timedelta(weeks=60)).isoformat()

    for address in PAGES:
        with django_assert_max_num_queries(12):
            answer = client.get(f"{address}?from={since}")

        assert answer.content.decode().count("<rect") == 26, address
        assert len(answer.content) <= 60_000, address


def test_each_drawing_says_that_it_is_a_demonstration(client):
    w.world()
    fill(12)

    for address in PAGES:
        drawings = client.get(address).content.decode().split('<svg viewBox="0 0 360')[1:]

        assert len(drawings) == 2, address
        assert all(drawing.partition("</svg>")[0].count(NOTICE) == 2 for drawing in drawings), address


def test_asks_for_one_service_and_some_weeks(client):
    w.world()
    fill(12)
    week = WeekFigures.objects.latest("week").week

    page = client.get(f"/open?service={w.SERVICE}&from={week}&to={week}").content.decode()

    assert page.count("<rect") == 1
    assert f"/open.csv?service={w.SERVICE}&amp;from={week}&amp;to={week}" in page


def test_what_can_not_be_asked_shows_the_usual_weeks(client):
    w.world()
    fill(12)

    for query in ("service=x&from=y&to=z", "from=0001-01-01&to=0001-01-01", "to=9999-12-31", "from=2026-02-30"):
        assert client.get(f"/open?{query}").content.decode().count("<rect") == 12, query


def fill(weeks):
    """Figures of so many weeks at each place of Gambir, with two services."""
    newest = week_of(clock.now(), timezone.get_current_timezone())
    around = [("all", ""), ("city", "31.71"), ("city", "31.74"), ("district", "31.71.01")]
    places = [*around, ("office", w.OFFICE), ("office", w.OTHER_OFFICE)]
    times = {str(minute): 3 for minute in range(1, 61)}
    counts = {"submitted": 200, "broken": 5, "void": 2, "refused": 2, "withdrawn": 1, "accept_kept": 180}
    WeekFigures.objects.bulk_create(
        WeekFigures(
            **counts,
            scope=scope,
            code=code,
            service_code=service,
            week=newest - timedelta(weeks=number),
            kept=170 - number,
            take=times,
            accept=times,
            deliver=times,
        )
        for scope, code in places
        for number in range(weeks)
        for service in (w.SERVICE, "ktp-el-hilang")
    )
