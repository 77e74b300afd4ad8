"""Regions and offices for pickers and headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuntas.domains.offices.models import Office, Region
from tuntas.domains.offices.rules import REGIONAL, Level
from tuntas.platform import clock
from tuntas.platform.prepared import Prepared

from .calendars import office_day

FOUND_AT_MOST = 20
_OFFICE = Prepared(lambda code: Office.objects.filter(code=code))
_NAMES = Prepared(lambda codes: Office.objects.filter(code__in=codes).values_list("code", "name"))
_REGION = Prepared(lambda code: Region.objects.select_related("parent__parent").filter(code=code))


@dataclass(frozen=True)
class OfficeRow:
    """An office as pages name it."""

    code: str
    name: str
    kind: str
    region_code: str
    active_from: date | None = None
    active_to: date | None = None

    def is_active_on(self, day: date) -> bool:
        """Whether the office has begun and has not ended."""
        return (self.active_from or day) <= day <= (self.active_to or day)


def active_on(day: date) -> Q:
    """Offices that have begun and have not ended on this day."""
    return (Q(active_from=None) | Q(active_from__lte=day)) & (Q(active_to=None) | Q(active_to__gte=day))


def find_office(code: str) -> OfficeRow | None:
    """The office with this code, if there is one."""
    office = _OFFICE.first(code)
    return _row(office) if office else None


def office_row(code: str) -> OfficeRow:
    """The office with this code; Office.DoesNotExist otherwise."""
    office = _OFFICE.first(code)
    if office is None:
        raise Office.DoesNotExist(code)
    return _row(office)


def office_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of many offices, in one question to the database."""
    return dict(_NAMES(sorted(set(codes))))


def office_kinds() -> dict[str, str]:
    """Every office by its code and what kind it is."""
    return dict(Office.objects.order_by("code").values_list("code", "kind"))


def office_of_region(region_code: str, *, on: date | None = None) -> OfficeRow | None:
    """The office that stands for a region while it is active: never a mall or UPAK, which serve beside it."""
    of_region = Office.objects.filter(region_id=region_code, kind__in=REGIONAL)
    office = of_region.filter(active_on(on or office_day(clock.now()))).first()
    return _row(office) if office else None


def region_name(code: str, *, with_parents: bool = False) -> str:
    """A region's name; with its parents as people say it: "Gambir, Gambir, Jakarta Pusat". Empty if unknown."""
    names = dict(Region.objects.filter(code__in=_path(code)).values_list("code", "name"))
    if code not in names:
        return ""
    path = [names[part] for part in reversed(_path(code)) if part in names]
    return ", ".join(_short(name) for name in path[:3]) if with_parents else names[code]


def region_options(*, parent: str = "", query: str = "") -> list[tuple[str, str]]:
    """Code and label for pickers: the cities, what lies below a code, or what a typed text finds."""
    if query:
        return search_regions(query)
    regions = Region.objects.filter(parent=parent) if parent else Region.objects.filter(level=Level.CITY)
    return list(regions.values_list("code", "name"))


def search_regions(text: str, *, level: Level = Level.SUBDISTRICT) -> list[tuple[str, str]]:
    """Kelurahan by name, kecamatan or code, best first, each labelled so that namesakes can be told apart."""
    words = text.replace(",", " ").split()
    if not words:
        return []
    if len(words) == 1 and (exact := _REGION.first(words[0])):
        return [(exact.code, _label(exact))]
    regions = Region.objects.select_related("parent__parent").filter(level=level)
    for word in words:
        regions = regions.filter(Q(name__icontains=word) | Q(parent__name__icontains=word))
    found = sorted(regions, key=lambda region: _rank(region, " ".join(words).lower()))
    return [(region.code, _label(region)) for region in found[:FOUND_AT_MOST]]


def _rank(region: Region, text: str) -> tuple[int, str]:
    name = region.name.lower()
    return (0 if name == text else 1 if name.startswith(text) else 2 if text in name else 3), name


def _label(region: Region) -> str:
    parts: Sequence[Region | None] = (region, region.parent, region.parent and region.parent.parent)
    return ", ".join(_short(part.name) for part in parts if part)


def _short(name: str) -> str:
    return name.removeprefix("Kota Administrasi ").removeprefix("Kabupaten Administrasi ")


def _path(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[: length + 1]) for length in range(len(parts))]


def _row(office: Office) -> OfficeRow:
    return OfficeRow(
        office.code, office.name, office.kind, office.region_id, office.active_from, office.active_to
    )
