"""A resident reads where a service is done and how long the queue is there, before they leave the house."""

import pytest
from tests import world as w

PAGE = "/services/ktp-el-hilang/places/"


@pytest.fixture
def resident(client, db):
    w.world()
    client.cookies["tuntas_language"] = "en"
    return client


def test_a_place_is_found_by_its_name_and_stands_first(resident):
    page = resident.get(PAGE, {"near": "Cideng"})

    assert page.context["places"][0].code == w.OTHER_OFFICE
    assert "Cideng" in page.content.decode()


def test_what_no_office_is_called_is_said_beside_the_field(resident):
    assert "No office of this name" in resident.get(PAGE, {"near": "Atlantis"}).content.decode()


def test_the_services_page_leads_there_and_an_unknown_service_has_none(resident):
    assert PAGE in resident.get("/services/ktp-el-hilang/").content.decode()
    assert resident.get("/services/sulap/places/").status_code == 404


def test_it_asks_the_same_few_questions(resident, django_assert_max_num_queries):
    with django_assert_max_num_queries(34):
        resident.get(PAGE, {"near": "Menteng"})
