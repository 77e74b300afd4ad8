"""Which offices lie near an office, the nearest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tuntas.domains.offices.models import Office

from .places import active_on

EARTH_KM = 6371.0
_LIES = {
    "lat": Coalesce("latitude", "region__outline__latitude"),
    "lon": Coalesce("longitude", "region__outline__longitude"),
}


@dataclass(frozen=True)
class NearbyOffice:
    """An office, how far it is in a straight line, and how many parts of its region's code are the same."""

    code: str
    name: str
    address: str
    kilometres: float | None
    shared: int


def offices_near(code: str, on: date, *, kinds: Collection[str] = ()) -> list[NearbyOffice]:
    """Every other active office, of these kinds if any are given, the nearest first. Two queries.

    Measured between coordinates, or points within their regions where an office has none; where neither is known,
    those of the same kecamatan come first, then those of the same city.
    """
    rows = _lying().filter(active_on(on)).order_by("code")
    here = _lying().filter(pk=code).values_list("lat", "lon", "region_id").first()
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    latitude, longitude, region = here or (None, None, code)
    found = [
        NearbyOffice(
            row_code, name, address, _kilometres(latitude, longitude, lat, lon), _shared(region, row_region)
        )
        for row_code, name, address, lat, lon, row_region in rows.exclude(pk=code).values_list(
            "code", "name", "address", "lat", "lon", F("region_id")
        )
    ]
    return sorted(found, key=_nearness)


def _lying() -> QuerySet[Any]:
    """Offices with where they are: their own coordinates, or a point within their region."""
    return Office.objects.annotate(**_LIES)


def _nearness(office: NearbyOffice) -> tuple[bool, float, int, str]:
    return office.kilometres is None, office.kilometres or 0.0, -office.shared, office.code


def _kilometres(lat: object, lon: object, other_lat: object, other_lon: object) -> float | None:
    """The great circle's length between two points in degrees."""
    if None in (lat, lon, other_lat, other_lon):
        return None
    a, b, c, d = (radians(float(str(one))) for one in (lat, lon, other_lat, other_lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _shared(region: str, other: str) -> int:
    """How many leading parts two region codes have in common: 3 is the same kecamatan, 2 the same city."""
    both = zip(region.split("."), other.split("."), strict=False)
    return next(
        (at for at, (one, two) in enumerate(both) if one != two), min(region.count("."), other.count(".")) + 1
    )
