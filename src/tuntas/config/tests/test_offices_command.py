"""Offices and places on the command line: what would change is said, and a bad line keeps all others out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import translation

from tuntas.config.commands import offices, places

GAMBIR = "31.71.01.1001"
HEADER = "office,weekday,opens,closes,from_on,effect\n"


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("name", ["offices", "hours", "days", "holidays"])
def test_what_is_exported_comes_in_and_changes_nothing(
    db: None, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "out.csv")

    assert offices.main(["export", name, file]) == 0
    assert offices.main(["import", name, file]) == 0

    assert "0 to add, 0 to change" in capsys.readouterr().out


def test_a_dry_run_changes_nothing_and_the_import_does(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tuntas.domains.offices.models import OpeningHours

    file = tmp_path / "hours.csv"
    file.write_text(f"{HEADER}{GAMBIR},rabu,16.00,19.00,2199-12-01,extra\n")

    assert offices.main(["import", "hours", str(file), "--dry-run"]) == 0
    assert not OpeningHours.objects.filter(office=GAMBIR).exists()
    assert offices.main(["import", "hours", str(file)]) == 0
    assert OpeningHours.objects.filter(office=GAMBIR).exists()
    assert "+ line 2" in capsys.readouterr().out


def test_a_bad_line_is_named_and_nothing_comes_in(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tuntas.domains.offices.models import OpeningHours

    file = tmp_path / "hours.csv"
    file.write_text(
        f"{HEADER}{GAMBIR},rabu,16.00,19.00,2199-12-01,extra\n{GAMBIR},rabu,16.00,26.00,2199-12-01,extra\n"
    )

    assert offices.main(["import", "hours", str(file)]) == 1
    assert "line 3, closes: Write a time" in capsys.readouterr().out
    assert not OpeningHours.objects.filter(office=GAMBIR).exists()


def test_places_say_which_feature_is_unknown(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = [[106.8, -6.2], [106.9, -6.2], [106.9, -6.1], [106.8, -6.2]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    file = tmp_path / "places.geojson"

    file.write_text(json.dumps({"features": [{"properties": {"code": "3171"}, "geometry": shape}]}))
    assert places.main(["boundaries", str(file)]) == 1
    file.write_text(json.dumps({"features": [{"properties": {"code": GAMBIR}, "geometry": shape}]}))
    assert places.main(["boundaries", str(file)]) == 0

    said = capsys.readouterr().out
    assert "feature 1, code: There is no region 3171." in said
    assert "1 regions changed" in said


@pytest.mark.parametrize(
    "argv", [[], ["export"], ["import", "staff", "x"], ["import", "hours", "/nowhere.csv"]]
)
def test_a_wrong_call_says_how(db: None, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert offices.main(argv) in {1, 2}
    assert capsys.readouterr().out
