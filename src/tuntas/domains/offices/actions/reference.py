"""Loading the regions, offices and default hours that every start needs."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from tuntas.domains.offices import facts
from tuntas.domains.offices.models import Office, OpeningHours, Region
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import Level, OfficeKind
from tuntas.platform.actors import Actor
from tuntas.platform.journal import record

from .published import load_holidays

FOLDER = Path(__file__).resolve().parent.parent
LEVELS = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.SUBDISTRICT)
KINDS = {
    Level.PROVINCE: OfficeKind.DINAS,
    Level.CITY: OfficeKind.SUDIN,
    Level.DISTRICT: OfficeKind.KECAMATAN,
    Level.SUBDISTRICT: OfficeKind.KELURAHAN,
}
# What an office calls itself is a name, so it is written in the registry's language and is not translated.
TITLES = {
    OfficeKind.DINAS: "Dinas Dukcapil {}",
    OfficeKind.SUDIN: "Suku Dinas Dukcapil {}",
    OfficeKind.KECAMATAN: "Sektor Dukcapil Kecamatan {}",
    OfficeKind.KELURAHAN: "Satuan Pelaksana Dukcapil Kelurahan {}",
}
UPAK = "31-UPAK"


@transaction.atomic
def load_reference(at: datetime, by: Actor) -> bool:
    """Bring regions, offices, default hours and three years of holidays in; whether anything was new.

    Run at every start: what an administrator changed since stays as it is.
    """
    rows = _written("regions")
    new = _load_regions(rows) + _load_offices(rows) + _load_default_hours()
    year = office_day(at).year
    new += sum(load_holidays(each, by=by, at=at) for each in (year - 1, year, year + 1))
    if new:
        record("offices:all", facts.REFERENCE_LOADED, by=by, at=at, content={"rows": new})
    return bool(new)


@cache
def _written(name: str) -> Any:
    """What a file of this folder says; it is part of the program, so once read it stays."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


def _load_regions(rows: dict[str, str]) -> int:
    before = set(Region.objects.values_list("code", flat=True))
    regions = [
        Region(code=code, name=name, level=_level(code), parent_id=code.rpartition(".")[0] or None)
        for code, name in rows.items()
    ]
    Region.objects.bulk_create(regions, update_conflicts=True, update_fields=["name"], unique_fields=["code"])
    return len(rows.keys() - before)


def _load_offices(rows: dict[str, str]) -> int:
    offices = [_office(code, name) for code, name in rows.items()]
    upak = "Unit Pelayanan Administrasi Kependudukan"
    offices.append(Office(code=UPAK, kind=OfficeKind.UPAK, name=upak, region_id="31"))
    before = set(Office.objects.values_list("code", flat=True))
    Office.objects.bulk_create(offices, ignore_conflicts=True)
    return len({office.code for office in offices} - before)


def _office(code: str, name: str) -> Office:
    kind = KINDS[_level(code)]
    short = name.removeprefix("Daerah Khusus Ibukota ") if kind is OfficeKind.DINAS else name
    return Office(code=code, kind=kind, name=TITLES[kind].format(short), region_id=code)


def _level(code: str) -> Level:
    return LEVELS[code.count(".")]


def _load_default_hours() -> int:
    if OpeningHours.objects.filter(office=None).exists():
        return 0
    rows: list[dict[str, Any]] = _written("hours")
    hours = [
        OpeningHours(
            weekday=weekday,
            opens_minute=_minute(row["opens"]),
            closes_minute=_minute(row["closes"]),
            from_on=row["from_on"],
        )
        for row in rows
        for weekday in row["weekdays"]
    ]
    return len(OpeningHours.objects.bulk_create(hours))


def _minute(text: str) -> int:
    hour, minute = text.split(".")
    return int(hour) * 60 + int(minute)
