"""A person finds their kelurahan by what they call it."""

from datetime import UTC, datetime

import pytest

from tuntas.domains.offices import actions, queries
from tuntas.platform.actors import SYSTEM
from tuntas.platform.forms.types.options import provider


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    actions.load_reference(datetime(2026, 11, 23, tzinfo=UTC), SYSTEM)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Gambir", ("31.71.01.1001", "Gambir, Gambir, Jakarta Pusat")),
        ("ciganjur", ("31.74.09.1003", "Ciganjur, Jagakarsa, Jakarta Selatan")),
        ("jatinegara cakung", ("31.75.06.1001", "Jatinegara, Cakung, Jakarta Timur")),
        ("tebet, barat", ("31.74.01.1002", "Tebet Barat, Tebet, Jakarta Selatan")),
        ("31.74.09", ("31.74.09", "Jagakarsa, Jakarta Selatan, Daerah Khusus Ibukota Jakarta")),
        ("31.01.02.1003", ("31.01.02.1003", "Pulau Pari, Kepulauan Seribu Selatan, Kepulauan Seribu")),
    ],
)
def test_finds_by_name_by_kecamatan_and_by_code(typed: str, first: tuple[str, str]) -> None:
    assert queries.search_regions(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "Bandung", "%", "31.99"])
def test_finds_nothing_rather_than_everything(typed: str) -> None:
    assert queries.search_regions(typed) == []


def test_goes_down_from_the_cities_to_the_kelurahan() -> None:
    cities = queries.region_options()
    kecamatan = queries.region_options(parent="31.74")

    assert (len(cities), len(kecamatan)) == (6, 10)
    assert ("31.74.09.1001", "Jagakarsa") in queries.region_options(parent="31.74.09")
    assert queries.region_options(parent="31.74.09.1001") == []


def test_forms_ask_for_regions_here() -> None:
    assert provider("regions")(query="Glodok") == [("31.73.03.1007", "Glodok, Taman Sari, Jakarta Barat")]


def test_says_a_regions_name_with_its_parents() -> None:
    assert queries.region_name("31.74.09.1001", with_parents=True) == "Jagakarsa, Jagakarsa, Jakarta Selatan"
    assert queries.region_name("32.01") == ""
