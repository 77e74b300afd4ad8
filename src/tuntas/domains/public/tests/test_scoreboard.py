"""The scoreboard shows offices, never persons, in a bounded number of queries."""

import pytest
from tests import world as w

from tuntas.domains.satisfaction import demonstration as survey

pytestmark = pytest.mark.django_db


def test_shows_a_kept_promise_of_the_office(client):
    there = w.world()
    w.handed_over(there)

    page = client.get("/open").content.decode()

    assert "Gambir" in page
    assert "100,0&nbsp;%" in page


def test_says_what_will_appear_while_there_is_nothing(client):
    assert "Begitu kantor pertama" in client.get("/open").content.decode()


def test_holds_the_index_back_until_ten_have_answered(client):
    there = w.world()
    survey.load(there.at)

    page = client.get(f"/open/{w.OFFICE}").content.decode()

    assert "10 jawaban pertama" in page


def test_asks_the_database_no_more_for_more_offices(client, django_assert_max_num_queries):
    there = w.world()
    w.handed_over(there)
    survey.load(there.at)

    with django_assert_max_num_queries(8):
        client.get("/open")


def test_an_office_that_does_not_exist_is_said_so(client):
    assert client.get("/open/31.99").status_code == 404
