"""Where each tile stands on the schematic map: kecamatan in a grid, their offices in blocks of four by three."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

ACROSS, DOWN = 4, 3  # tiles of one kecamatan
Place = tuple[int, int]


@lru_cache(maxsize=1)
def kecamatan() -> dict[str, Place]:
    """Column and row of each kecamatan, counted from one, from the north-west."""
    rows = yaml.safe_load(Path(__file__).with_name("map.yaml").read_text(encoding="utf-8"))
    return {code: (place[0], place[1]) for code, place in rows.items()}


def block_of(region_code: str) -> str:
    """The kecamatan in whose block a region's tile stands; empty for a city and the province."""
    return ".".join(region_code.split(".")[:3]) if region_code.count(".") >= 2 else ""


def area_of(office_code: str) -> str:
    """The smallest area on the wall in which an office stands: its kecamatan, its city, or all of it."""
    parts = office_code.partition("-")[0].split(".")[:3]
    return ".".join(parts) if len(parts) > 1 else ""


def arranged(codes: list[str]) -> dict[str, Place]:
    """These kecamatan in a grid that begins at one, without empty columns and rows at its edges."""
    places = {code: kecamatan()[code] for code in codes if code in kecamatan()}
    if not places:
        return {}
    left = min(x for x, _ in places.values()) - 1
    top = min(y for _, y in places.values()) - 1
    return {code: (x - left, y - top) for code, (x, y) in places.items()}
