"""Every start finds the same 318 regions and their offices, and leaves what was changed since."""

import csv
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Holiday, Office, OpeningHours, Region
from tuntas.platform.actors import SYSTEM

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_loads_every_region_and_its_office() -> None:
    actions.load_reference(AT, SYSTEM)

    levels = [
        Region.objects.filter(level=level).count() for level in ("province", "city", "district", "subdistrict")
    ]
    kinds = [
        Office.objects.filter(kind=kind).count()
        for kind in ("dinas", "sudin", "kecamatan", "kelurahan", "upak")
    ]
    assert levels == [1, 6, 44, 267]
    assert kinds == [1, 6, 44, 267, 1]
    assert queries.office_of_region("31.74.09.1001").name == "Satuan Pelaksana Dukcapil Kelurahan Jagakarsa"
    assert queries.office_of_region("31").name == "Dinas Dukcapil Jakarta"


@pytest.mark.django_db
def test_loads_holidays_and_joint_leave_of_three_years() -> None:
    actions.load_reference(AT, SYSTEM)

    assert {on.year for on in Holiday.objects.values_list("on", flat=True)} == {2025, 2026, 2027}
    assert not Holiday.objects.get(on=date(2026, 8, 17)).is_joint_leave
    assert Holiday.objects.get(on=date(2026, 12, 24)).is_joint_leave


@pytest.mark.django_db
def test_second_load_changes_nothing_that_an_administrator_entered() -> None:
    actions.load_reference(AT, SYSTEM)
    Holiday.objects.filter(on=date(2027, 3, 10)).update(name="Hari Raya Idulfitri", is_estimated=False)
    OpeningHours.objects.filter(office=None, weekday=4).update(closes_minute=16 * 60 + 30)

    is_new = actions.load_reference(AT, SYSTEM)

    assert not is_new
    assert Holiday.objects.get(on=date(2027, 3, 10)).name == "Hari Raya Idulfitri"
    assert queries.calendar("31.71.01.1001").is_open(datetime(2026, 11, 20, 9, 15, tzinfo=UTC))


@pytest.mark.reference
@pytest.mark.django_db
def test_agrees_with_the_published_codes_and_names() -> None:
    folder = os.environ.get("TUNTAS_REFERENCE_DATA")
    if not folder:
        pytest.skip(
            "Set TUNTAS_REFERENCE_DATA to the folder with regions_dki.csv to compare with the published list."
        )
    with (Path(folder) / "regions_dki.csv").open(newline="") as file:
        published = {
            row["code"]: (row["name"], row["level"], row["parent_code"] or None) for row in csv.DictReader(file)
        }

    actions.load_reference(AT, SYSTEM)

    ours = {region.code: (region.name, region.level, region.parent_id) for region in Region.objects.all()}
    assert ours == published
