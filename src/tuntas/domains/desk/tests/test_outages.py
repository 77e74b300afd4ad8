"""An officer says what holds the whole office up, and that it is over."""

import pytest
from tests import world as w

from tuntas.domains.promises import actions, queries
from tuntas.domains.promises.models import DelayCause
from tuntas.domains.promises.rules import Cause
from tuntas.platform.actors import SYSTEM

PAGE = "/desk/outages/"


@pytest.fixture
def desk(client, db):
    w.world()
    client.cookies["tuntas_language"] = "en"
    return w.sign_in(client, "petugas1")


def test_one_key_reports_it_for_the_whole_office_and_one_button_ends_it(desk):
    assert 'data-key="g"' in desk.get("/desk/").content.decode()
    assert 'data-key="2"' in desk.get(PAGE).content.decode()

    for _twice in range(2):
        reported = desk.post(f"{PAGE}new/", {"cause": "network"}, follow=True).content.decode()
    (cause,) = queries.causes_of_office(w.OFFICE)
    desk.post(f"{PAGE}{cause.id}/end/")

    assert "Lasts now" in reported
    assert 'data-key="2"' not in reported
    assert cause.subject == ""
    assert queries.causes_of_office(w.OFFICE) == []


def test_what_is_no_cause_is_refused_with_a_sentence(desk):
    answer = desk.post(f"{PAGE}new/", {"cause": "weather"}, follow=True).content.decode()

    assert "Choose one of the causes" in answer
    assert not DelayCause.objects.exists()


def test_another_offices_outage_is_not_ended_from_here(desk):
    other = actions.report_cause(w.OTHER_OFFICE, cause=Cause.STAFF, by=SYSTEM, at=w.NOON)

    desk.post(f"{PAGE}{other.pk}/end/")

    assert queries.causes_of_office(w.OTHER_OFFICE)


def test_who_serves_nobody_finds_no_such_page(client, desk):
    for who in ("admin", "kadis"):
        w.sign_in(client, who)

        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}new/", {"cause": "network"}).status_code == 404
    assert not DelayCause.objects.exists()
