"""Many offices with the regions they stand in: for whoever draws all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tuntas.domains.offices.models import Office, Region
from tuntas.domains.offices.rules import REGIONAL, Level, OfficeKind

from .places import active_on

# A name, so it is written in the registry's language; a kelurahan is called like its kecamatan now and then.
_SHORT = {
    OfficeKind.DINAS: "Dinas",
    OfficeKind.SUDIN: "Suku Dinas {}",
    OfficeKind.KECAMATAN: "Kecamatan {}",
    OfficeKind.KELURAHAN: "{}",
}


@dataclass(frozen=True)
class Tile:
    """One office: its own name, and the short one that fits where its region is plain to see."""

    code: str
    name: str
    short: str
    region_code: str
    is_regional: bool


def tiles(codes: Iterable[str], day: date) -> list[Tile]:
    """These offices as far as they are active on this day, by code. One query."""
    rows = (
        Office.objects.filter(active_on(day), code__in=sorted(set(codes)))
        .order_by("code")
        .values_list("code", "name", "kind", "region_id", "region__name")
    )
    return [
        Tile(code, name, _called(kind, name, region), region_code, kind in REGIONAL)
        for code, name, kind, region_code, region in rows
    ]


def all_codes() -> list[str]:
    """Every office there is."""
    return list(Office.objects.values_list("code", flat=True))


def names_above_kelurahan() -> dict[str, str]:
    """The province, cities and kecamatan by code, as people say them. One query."""
    rows = Region.objects.exclude(level=Level.SUBDISTRICT).values_list("code", "name")
    return {code: _short(name) for code, name in rows}


def _called(kind: str, name: str, region: str) -> str:
    return _SHORT[OfficeKind(kind)].format(_short(region)) if kind in _SHORT else name


def _short(name: str) -> str:
    for long in ("Kota Administrasi ", "Kabupaten Administrasi ", "Daerah Khusus Ibukota "):
        name = name.removeprefix(long)
    return name
