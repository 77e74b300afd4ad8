"""Where regions lie, from files: a point and a boundary for each, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _

from tuntas.domains.offices import access, facts
from tuntas.domains.offices.models import Outline, Region
from tuntas.domains.offices.rules.outlines import simplified
from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import record
from tuntas.platform.tables import Column

DEGREES = {"lat": tables.number(-90, 90, places=6), "lon": tables.number(-180, 180, places=6)}
POINTS = (
    Column("code", tables.text(13)),
    Column("lat", DEGREES["lat"]),
    Column("lon", DEGREES["lon"]),
    Column("inner_lat", DEGREES["lat"], required=False, empty=None),
    Column("inner_lon", DEGREES["lon"], required=False, empty=None),
)
LIMIT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Wrong:
    """Which line or feature cannot be taken, and why."""

    line: str
    column: str
    reason: str | LazyText


@dataclass(frozen=True)
class Loaded:
    """How many regions got another point or boundary, and how many had it already."""

    changed: int = 0
    left: int = 0
    faults: tuple[Wrong, ...] = ()


def load_coordinates(sent: bytes, *, dry_run: bool = False, by: Actor, at: datetime) -> Loaded:
    """A CSV of points: one inside the region if the file gives it, else the centre."""
    found = tables.read(sent, POINTS, pass_over=True)
    faults = [Wrong(_line(fault.line), fault.column, fault.reason) for fault in found.faults]
    points: dict[str, dict[str, Any]] = {}
    known = _codes()
    for line in found.lines:
        if reason := _unknown(line["code"], known, points):
            faults.append(Wrong(_line(line.number), "code", reason))
        inner = line["inner_lat"] is not None and line["inner_lon"] is not None
        latitude, longitude = (line["inner_lat"], line["inner_lon"]) if inner else (line["lat"], line["lon"])
        points[line["code"]] = {"latitude": latitude, "longitude": longitude}
    return _load("coordinates", points, faults, dry_run=dry_run, by=by, at=at)


def load_boundaries(sent: bytes, *, dry_run: bool = False, by: Actor, at: datetime) -> Loaded:
    """A GeoJSON of polygons, kept as rings with fewer points; what lies inside a ring of its own is a hole."""
    if len(sent) > LIMIT_BYTES:
        return Loaded(faults=(Wrong(_("File"), "", _("The file is larger than 20 MB. Divide it.")),))
    try:
        features = json.loads(sent)["features"]
    except (ValueError, KeyError, TypeError):
        return Loaded(faults=(Wrong(_("File"), "", _("This is no GeoJSON with features.")),))
    faults: list[Wrong] = []
    outlines: dict[str, dict[str, Any]] = {}
    known = _codes()
    for number, feature in enumerate(features, 1):
        where = _("feature %(number)d") % {"number": number}
        try:
            code, rings = str(feature["properties"]["code"]), list(_rings(feature["geometry"]))
        except (KeyError, TypeError, ValueError):
            faults.append(
                Wrong(where, "", _("A feature needs properties.code and a Polygon or MultiPolygon in degrees."))
            )
            continue
        if reason := _unknown(code, known, outlines):
            faults.append(Wrong(where, "code", reason))
        outlines[code] = {"rings": simplified(rings)}
    return _load("boundaries", outlines, faults, dry_run=dry_run, by=by, at=at)


@transaction.atomic
def _load(
    what: str, said: dict[str, dict[str, Any]], faults: list[Wrong], *, dry_run: bool, by: Actor, at: datetime
) -> Loaded:
    ensure(access.can_change_hours(by, office_code=None))
    if faults:
        return Loaded(faults=tuple(faults))
    there = {outline.pk: outline for outline in Outline.objects.filter(pk__in=said)}
    changed = [code for code, values in said.items() if _differs(there.get(code), values)]
    if changed and not dry_run:
        rows = [Outline(region_id=code, **said[code]) for code in changed]
        fields = sorted(said[changed[0]])
        Outline.objects.bulk_create(rows, update_conflicts=True, unique_fields=["region"], update_fields=fields)
        content = {"what": what, "regions": len(changed)}
        record("offices:all", facts.PLACES_LOADED, by=by, at=at, content=content)
    return Loaded(len(changed), len(said) - len(changed))


def _differs(there: Outline | None, values: dict[str, Any]) -> bool:
    return there is None or any(getattr(there, name) != value for name, value in values.items())


def _codes() -> frozenset[str]:
    return frozenset(Region.objects.values_list("code", flat=True))


def _unknown(code: str, known: frozenset[str], seen: dict[str, Any]) -> str:
    if code in seen:
        return _("This code stands there twice.")
    if code in known:
        return ""
    if code.isdigit() and len(code) > 2:
        return _(
            "There is no region %(code)s. Kemendagri's codes have points (31.71); codes of BPS do not fit."
        ) % {"code": code}
    return _("There is no region %(code)s.") % {"code": code}


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    kinds = {"Polygon": lambda given: [given], "MultiPolygon": lambda given: given}
    for polygon in kinds[geometry["type"]](geometry["coordinates"]):
        for ring in polygon:
            yield [_degrees(corner) for corner in ring]


def _degrees(corner: Sequence[Any]) -> list[float]:
    longitude, latitude = float(corner[0]), float(corner[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(corner)
    return [longitude, latitude]


def _line(number: int) -> str:
    return _("line %(number)d") % {"number": number} if number else _("File")
