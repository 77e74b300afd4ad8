"""To which places a fact counts: its office, the kecamatan and the city around it, and the whole registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """How far figures reach."""

    ALL = "all"
    CITY = "city"
    DISTRICT = "district"
    OFFICE = "office"


class Place(NamedTuple):
    """An office, or a region by its code; all of it has none."""

    scope: Scope
    code: str = ""


class Cell(NamedTuple):
    """Where a fact is counted: one row of the figures. The week is named by its Monday."""

    place: Place
    service: str
    week: date

    @property
    def key(self) -> tuple[Scope, str, str, date]:
        return (self.place.scope, self.place.code, self.service, self.week)


EVERYWHERE = Place(Scope.ALL)
_PARTS = {Scope.CITY: 2, Scope.DISTRICT: 3}


def places_of(office: str, region: str | None) -> Iterator[Place]:
    """Every place that an office's figures belong to. A region code says what it lies in: `31.71.01` in `31.71`."""
    yield EVERYWHERE
    parts = (region or "").split(".")
    for scope, length in _PARTS.items():
        if len(parts) >= length:
            yield Place(scope, ".".join(parts[:length]))
    yield Place(Scope.OFFICE, office)
