"""Points and boundaries of regions come from files under Kemendagri's codes, whole or not at all."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tuntas.domains.offices import actions
from tuntas.domains.offices.models import Office, Outline
from tuntas.domains.offices.queries.directory import office_page
from tuntas.domains.offices.rules.outlines import TOLERANCE, draw, simplified
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GAMBIR, CIDENG = "31.71.01.1001", "31.71.01.1002"
POINTS = "code,name,lat,lon,inner_lat,inner_lon\n"
SQUARE = [[106.8, -6.2], [106.85, -6.2], [106.9, -6.2], [106.9, -6.1], [106.8, -6.1], [106.8, -6.2]]


@pytest.fixture(autouse=True)
def _reference(db: None) -> Any:
    actions.load_reference(AT, SYSTEM)
    with translation.override("en"):
        yield


def geojson(*features: tuple[str, Any]) -> bytes:
    shapes = [{"properties": {"code": code}, "geometry": geometry} for code, geometry in features]
    return json.dumps({"type": "FeatureCollection", "features": shapes}).encode()


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_a_point_inside_is_taken_before_the_centre() -> None:
    sent = f"{POINTS}{GAMBIR},Gambir,-6.17,106.81,,\n{CIDENG},Cideng,-6.5,106.5,-6.18,106.8\n".encode()

    loaded = actions.load_coordinates(sent, by=SYSTEM, at=AT)
    again = actions.load_coordinates(sent, by=SYSTEM, at=AT)

    assert (loaded.changed, again.changed, again.left) == (2, 0, 2)
    assert Outline.objects.get(pk=GAMBIR).latitude == Decimal("-6.17")
    assert Outline.objects.get(pk=CIDENG).latitude == Decimal("-6.18")
    assert journal.history("offices:all")[-1].content == {"what": "coordinates", "regions": 2}


def test_bad_lines_are_named_and_keep_all_others_out() -> None:
    sent = f"{POINTS}{GAMBIR},Gambir,-6.17,106.81,,\n3171010,BPS,-6.1,106.8,,\n31.99,?,x,106.8,,\n{GAMBIR},,-6,106,,\n"

    loaded = actions.load_coordinates(sent.encode(), by=SYSTEM, at=AT)

    assert sorted((one.line, one.column) for one in loaded.faults) == [
        ("line 3", "code"),
        ("line 4", "lat"),
        ("line 5", "code"),
    ]
    assert "codes of BPS do not fit" in str([one.reason for one in loaded.faults])
    assert not Outline.objects.exists()


def test_a_boundary_keeps_its_point_and_loses_needless_corners() -> None:
    actions.load_coordinates(f"{POINTS}{GAMBIR},Gambir,-6.15,106.85,,\n".encode(), by=SYSTEM, at=AT)

    loaded = actions.load_boundaries(geojson((GAMBIR, polygon(SQUARE))), by=SYSTEM, at=AT)

    there = Outline.objects.get(pk=GAMBIR)
    assert loaded.changed == 1
    assert there.rings == [[corner for corner in SQUARE if corner != [106.85, -6.2]]]
    assert there.latitude == Decimal("-6.15")
    assert actions.load_boundaries(geojson((GAMBIR, polygon(SQUARE))), by=SYSTEM, at=AT).changed == 0


def test_a_dry_run_changes_nothing() -> None:
    assert (
        actions.load_boundaries(geojson((GAMBIR, polygon(SQUARE))), dry_run=True, by=SYSTEM, at=AT).changed == 1
    )
    assert not Outline.objects.exists()


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        (b"not json", "File"),
        (b"[]", "File"),
        (geojson((GAMBIR, polygon(SQUARE)), ("3171010001", polygon(SQUARE))), "feature 2"),
        (geojson((GAMBIR, {"type": "Point", "coordinates": [106.8, -6.2]})), "feature 1"),
        (geojson((GAMBIR, polygon([[700000, 9300000]] * 4))), "feature 1"),
    ],
)
def test_a_file_that_is_no_map_says_where(sent: bytes, where: str) -> None:
    loaded = actions.load_boundaries(sent, by=SYSTEM, at=AT)

    assert [one.line for one in loaded.faults] == [where]
    assert not Outline.objects.exists()


def test_only_the_agency_loads_them() -> None:
    by = Actor(
        Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ad", "administrator", frozenset({"31.71", GAMBIR})
    )

    with pytest.raises(Refused):
        actions.load_boundaries(geojson((GAMBIR, polygon(SQUARE))), by=by, at=AT)


def test_the_office_stands_in_its_outline() -> None:
    actions.load_boundaries(geojson((GAMBIR, polygon(SQUARE))), by=SYSTEM, at=AT)
    Office.objects.filter(pk=GAMBIR).update(latitude="-6.15", longitude="106.85")

    shown = office_page(GAMBIR, SYSTEM, AT)

    assert shown
    assert shown.drawing
    assert shown.drawing.path.startswith("M")
    assert (shown.drawing.x, shown.drawing.y) == pytest.approx((159, 160), abs=3)
    assert not office_page(CIDENG, SYSTEM, AT).drawing  # type: ignore[union-attr]


def test_a_hole_stays_a_ring_of_its_own() -> None:
    hole = [[106.84, -6.16], [106.86, -6.16], [106.86, -6.14], [106.84, -6.14], [106.84, -6.16]]

    assert draw(simplified([SQUARE, hole])).path.count("Z") == 2


@pytest.mark.reference
def test_the_published_set_loads_whole_and_stays_in_shape() -> None:
    folder = os.environ.get("TUNTAS_REFERENCE_DATA")
    if not folder:
        pytest.skip("Set TUNTAS_REFERENCE_DATA to the folder with regions_dki.csv and boundaries_dki.geojson.")
    boundaries = (Path(folder) / "boundaries_dki.geojson").read_bytes()
    higher = (Path(folder) / "boundaries_dki_district_city.geojson").read_bytes()

    points = actions.load_coordinates((Path(folder) / "regions_dki.csv").read_bytes(), by=SYSTEM, at=AT)
    shapes = actions.load_boundaries(boundaries, by=SYSTEM, at=AT)
    above = actions.load_boundaries(higher, by=SYSTEM, at=AT)

    assert (points.faults, points.changed) == ((), 318)
    assert (shapes.faults, shapes.changed, above.changed) == ((), 267, 50)
    published = {one["properties"]["code"]: one["geometry"] for one in json.loads(boundaries)["features"]}
    for outline in Outline.objects.filter(pk__in=published):
        assert _area(outline.rings) == pytest.approx(_area(_rings_of(published[outline.pk])), rel=0.1, abs=2e-6)
        if not outline.pk.startswith("31.01"):  # points of islands may lie beside them
            assert _holds(outline.rings, float(outline.longitude), float(outline.latitude), TOLERANCE)


def _rings_of(geometry: dict[str, Any]) -> list[Any]:
    given = geometry["coordinates"]
    return [ring for one in ([given] if geometry["type"] == "Polygon" else given) for ring in one]


def _area(rings: Any) -> float:
    return sum(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2 for ring in rings)


def _holds(rings: Any, x: float, y: float, slack: float) -> bool:
    """Whether a point lies inside, or as near as the simplification may move a line."""
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside or any(
        abs(cx - x) < 5 * slack and abs(cy - y) < 5 * slack for ring in rings for cx, cy in ring
    )
