"""Who answers for offices sees outages merged, opens them, and reads the report of delays; nobody else does."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

pytestmark = pytest.mark.django_db
PAGE, FILE = "/monitor/delays/", "/monitor/delays.csv"


@pytest.fixture
def there():
    return w.world(w.NOON)


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(w.NOON + timedelta(hours=1)):
        yield


def _enter(client, who):
    client.cookies["tuntas_language"] = "en"
    return w.sign_in(client, who)


def _outage(*offices):
    for office in offices:
        promises.report_cause(office, cause=Cause.NETWORK, by=SYSTEM, at=w.NOON)


def test_the_level_above_sees_one_line_for_many_offices(client, there):
    _outage(w.OFFICE, w.OTHER_OFFICE)
    agency = _enter(client, "kadis")

    for address in ("/monitor/offices/", PAGE):
        assert "Network: 2 offices, since" in agency.get(address).content.decode()
    inside = agency.get(f"{PAGE}network/").content.decode()
    assert "Gambir" in inside
    assert "Cideng" in inside


def test_a_head_sees_only_their_own_office_in_it(client, there):
    _outage(w.OFFICE, w.OTHER_OFFICE)
    head = _enter(client, "kasatpel")

    assert "Cideng" not in head.get(f"{PAGE}network/").content.decode()
    assert "Network: 2 offices" not in head.get(PAGE).content.decode()


def test_the_report_counts_minutes_and_cases_and_goes_out_as_a_file(client, there):
    w.submitted(w.NOON)
    _outage(w.OFFICE)
    head = _enter(client, "kasatpel")

    shown = head.get(PAGE).context["shown"]
    file = head.get(FILE).content.decode()

    assert (shown.total.minutes, shown.total.cases, shown.total.reports) == (60, 1, 1)
    assert "cause,network,Network,60,1,1" in file
    assert f"office,{w.OFFICE}," in file
    assert "hour,12," in file
    assert "service,akta-kelahiran," in file


def test_days_that_make_no_sense_are_the_last_seven_and_years_are_cut(client, there):
    head = _enter(client, "kasatpel")

    nonsense = head.get(PAGE, {"from": "x", "to": "9999-99-99"}).context["shown"]
    years = head.get(PAGE, {"from": "0001-01-01", "to": "9999-12-31"}).context["shown"]

    assert (nonsense.last - nonsense.first).days == 6
    assert (years.last - years.first).days == 91
    assert "No delay was reported" in head.get(PAGE).content.decode()


def test_for_others_there_is_no_such_page(client, there):
    for who in ("petugas1", "pejabat", "petugas3", "admin"):
        other = _enter(client, who)

        assert [other.get(one).status_code for one in (PAGE, FILE, f"{PAGE}network/")] == [404] * 3
    assert _enter(client, "kasatpel").get(f"{PAGE}sulap/").status_code == 404


def test_it_asks_no_more_for_all_offices_than_for_one(client, there, django_assert_max_num_queries):
    _outage(w.OFFICE, w.OTHER_OFFICE, "31.74.09.1001")
    agency = _enter(client, "kadis")

    with django_assert_max_num_queries(18):
        agency.get(PAGE)
