"""A head asks for a day's plan and for what would be different; for others the page does not exist."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from tests import world as w

from tuntas.domains.counters.actions import set_up_counter
from tuntas.domains.planning import forms, queries
from tuntas.domains.planning.rules.kinds import Kind
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

from . import past

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 8, 28, 3, tzinfo=UTC)
MONDAY = date(2026, 8, 31)
PAGE = f"/monitor/plan/{w.OFFICE}/"


@pytest.fixture
def there():
    with clock.at(FRIDAY):
        there = w.world(FRIDAY)
        for number in range(1, 6):
            set_up_counter(w.OFFICE, number, letters="ABCDE", by=SYSTEM, at=FRIDAY)
        yield there


def _sign_in(client, actor):
    return w.sign_in(client, actor)


def _read(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text)


def _csv(client, query=""):
    text = client.get(f"{PAGE}plan.csv{query}").content.decode("utf-8-sig")
    told, _line, table = text.partition("\r\n")
    assert told.startswith("#"), "a demonstration's file says so"
    return list(csv.DictReader(io.StringIO(table)))


def test_the_day_ahead_with_forecast_counters_and_roster(client, there):
    past.fill(FRIDAY.date())
    _sign_in(client, there.head)

    page, rows = _read(client, f"{PAGE}?day={MONDAY}"), _csv(client, f"?day={MONDAY}")

    assert "Senin, 31 Agustus 2026" in page
    assert "Setengah jam demi setengah jam" in page
    halves = [row for row in rows if row["row"] == "half_hour"]
    assert {row["day"] for row in rows} == {"2026-08-31"}
    assert all(int(row["counters_rostered"]) >= int(row["counters_needed"]) >= 1 for row in halves)
    full = [row for row in halves if float(row["expected"]) > 1]
    assert full
    assert all(
        float(row["expected_low"]) <= float(row["expected"]) <= float(row["expected_high"]) for row in full
    )
    assert any(row["row"] == "turn" for row in rows)


def test_what_if_stands_beside_the_day_as_it_is(client, there):
    past.fill(FRIDAY.date())
    _sign_in(client, there.head)

    page = _read(client, f"{PAGE}?day={MONDAY}&more=30&closed=1")

    assert "Seperti biasa" in page
    assert "1 loket tutup, +30 % orang" in page
    days = {row["plan"]: row for row in _csv(client, f"?day={MONDAY}&more=30&closed=1") if row["row"] == "day"}
    assert days["what_if"]["what_if"] == "1 loket tutup, +30 % orang"
    assert float(days["what_if"]["expected"]) == pytest.approx(1.3 * float(days["usual"]["expected"]), rel=0.01)
    assert all(
        float(row["late_low"]) <= float(row["late_share"]) <= float(row["late_high"]) for row in days.values()
    )


def test_too_few_counters_are_said_aloud(client, there):
    past.fill(FRIDAY.date(), a_day={"A": 120.0})
    _sign_in(client, there.head)

    assert "Loket tidak cukup" in _read(client, f"{PAGE}?day={MONDAY}&counters=1")


def test_an_office_whose_past_is_short_is_told_so(client, there):
    _sign_in(client, there.head)
    assert "Belum cukup diketahui" in _read(client)

    past.fill(FRIDAY.date(), weeks=1)

    assert "Belum cukup diketahui" in _read(client)
    assert client.get(f"{PAGE}plan.csv").status_code == 404


@pytest.mark.parametrize("who", ["officer", "registrar", "administrator", "officer_elsewhere"])
def test_for_others_the_pages_do_not_exist(client, there, who):
    past.fill(FRIDAY.date())
    _sign_in(client, getattr(there.cast, who))

    for address in ("/monitor/plan/", PAGE, f"{PAGE}plan.csv"):
        assert client.get(address).status_code == 404


def test_another_office_and_a_missing_one_look_alike(client, there):
    _sign_in(client, there.head)

    answers = [client.get(f"/monitor/plan/{code}/") for code in (w.OTHER_OFFICE, "99.99")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'value="[^"]*"', b"", answer.content) for answer in answers}) == 1


def test_a_head_of_one_office_is_there_at_once_and_the_agencys_head_finds_each(client, there):
    assert _sign_in(client, there.head).get("/monitor/plan/")["Location"] == PAGE
    _sign_in(client, there.cast.agency_head)

    first, found = (client.get(f"/monitor/plan/{text}").content.decode() for text in ("", f"?text={w.OFFICE}"))

    assert len(re.findall(r'href="/monitor/plan/3', first)) == 50
    assert re.findall(r'href="(/monitor/plan/3[^"]+)"', found) == [PAGE]


def test_the_pages_cost_a_bounded_number_of_questions(client, there, django_assert_max_num_queries):
    past.fill(FRIDAY.date(), weeks=4)
    _sign_in(client, there.head)

    with django_assert_max_num_queries(24) as few:
        client.get(PAGE)
    past.fill(date(2026, 7, 27), weeks=8)
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)


def test_what_cannot_be_asked_is_answered_with_what_can(client, there):
    past.fill(FRIDAY.date(), weeks=4)
    _sign_in(client, there.head)

    assert "Jumat, 28 Agustus 2026" in _read(client, f"{PAGE}?day=x&counters=-4&closed=a&more=9999999999999")


def test_a_day_without_opening_hours_has_no_plan(there):
    past.fill(FRIDAY.date())

    assert queries.plan_of(w.OFFICE, MONDAY, FRIDAY.date()) is not None
    assert queries.plan_of("99.99", MONDAY, FRIDAY.date()) is None


def test_the_address_of_the_file_asks_the_same():
    asked = forms.asked(
        {"day": "2026-08-31", "closed": "1", "evening": "on", "desks": "0"}, [MONDAY], [Kind(("A",), 2)]
    )

    assert asked.query == "?day=2026-08-31&desks=0&closed=1&evening=on"
