"""A place with its name, what lies around it, and what lies within it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tuntas.domains.figures.rules.places import EVERYWHERE, Place, Scope
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import within
from tuntas.domains.offices.queries.within import OfficeWithin

CITY_PARTS, DISTRICT_PARTS = 2, 3
PAGES = {
    Scope.ALL: "public:scoreboard",
    Scope.CITY: "public:city",
    Scope.DISTRICT: "public:kecamatan",
    Scope.OFFICE: "public:office",
}


@dataclass(frozen=True)
class Seen:
    """A place as a page names it: with its own page, and the offices whose answers make its index."""

    place: Place
    name: str
    offices: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return address(self.place)


@dataclass(frozen=True)
class Surrounded:
    """A place, the places around it from the outermost in, and those within it."""

    seen: Seen
    around: tuple[Seen, ...]
    within: tuple[Seen, ...]


def address(place: Place, kind: str = "") -> str:
    """The page of a place; with a kind (csv, json) its file."""
    page = PAGES[place.scope] + ("_file" if kind else "")
    return reverse(
        page, kwargs={**({"code": place.code} if place.code else {}), **({"kind": kind} if kind else {})}
    )


def whole() -> Surrounded:
    """Everything: its cities, and the offices that lie in none."""
    every = within.offices_within()
    cities = [_region(Scope.CITY, code, name, every) for code, name in offices.region_options()]
    outside = [_office(one) for one in every if one.region.count(".") < CITY_PARTS - 1]
    seen = Seen(EVERYWHERE, "", tuple(one.code for one in every))
    return Surrounded(seen, (), (*cities, *outside))


def find_city(code: str) -> Surrounded | None:
    """A city (kota or kabupaten): its kecamatan, and the offices that lie in none of them."""
    name = offices.region_name(code) if _is_region(code, CITY_PARTS) else ""
    if not name:
        return None
    inside = within.offices_within(code)
    districts = [_region(Scope.DISTRICT, *one, inside) for one in offices.region_options(parent=code)]
    own = [_office(one) for one in inside if one.region == code]
    return Surrounded(_region(Scope.CITY, code, name, inside), (Seen(EVERYWHERE, ""),), (*districts, *own))


def find_district(code: str) -> Surrounded | None:
    """A kecamatan: its offices."""
    name = offices.region_name(code) if _is_region(code, DISTRICT_PARTS) else ""
    if not name:
        return None
    inside = within.offices_within(code)
    around = (Seen(EVERYWHERE, ""), _around(Scope.CITY, code, CITY_PARTS))
    return Surrounded(_region(Scope.DISTRICT, code, name, inside), around, tuple(map(_office, inside)))


def find_office(code: str) -> Surrounded | None:
    """An office, in its city and kecamatan."""
    office = offices.find_office(code)
    if office is None:
        return None
    depth = office.region_code.count(".") + 1
    regions = ((Scope.CITY, CITY_PARTS), (Scope.DISTRICT, DISTRICT_PARTS))
    around = [_around(scope, office.region_code, parts) for scope, parts in regions if depth >= parts]
    seen = Seen(Place(Scope.OFFICE, office.code), office.name, (office.code,))
    return Surrounded(seen, (Seen(EVERYWHERE, ""), *around), ())


def _around(scope: Scope, region: str, parts: int) -> Seen:
    code = ".".join(region.split(".")[:parts])
    return Seen(Place(scope, code), offices.region_name(code))


def _region(scope: Scope, code: str, name: str, inside: list[OfficeWithin]) -> Seen:
    own = tuple(one.code for one in inside if one.region == code or one.region.startswith(f"{code}."))
    return Seen(Place(scope, code), name, own)


def _office(one: OfficeWithin) -> Seen:
    return Seen(Place(Scope.OFFICE, one.code), one.name, (one.code,))


def _is_region(code: str, parts: int) -> bool:
    return code.count(".") == parts - 1
