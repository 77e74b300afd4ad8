"""The service groups of an office: its own, or those that every office has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from tuntas.platform.prepared import Prepared

from ..models import ServiceGroup

COLUMNS = "letter, name, name_en, services, agency, minutes"


@dataclass(frozen=True)
class Group:
    """One letter: what it is called in both languages, what is asked for under it, how many minutes one takes."""

    letter: str
    name_id: str
    name_en: str
    services: tuple[str, ...]
    agency: str
    minutes: int

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_id


def groups_of(office_code: str) -> tuple[Group, ...]:
    """The letters of this office, in their order."""
    return tuple(_group(row) for row in _OWN(office_code)) or everyones()


def groups_of_each(office_codes: Iterable[str]) -> dict[str, tuple[Group, ...]]:
    """The letters of many offices. One query."""
    own: dict[str, list[Group]] = {code: [] for code in office_codes}
    for row in ServiceGroup.objects.filter(office_code__in=list(own)).order_by("office_code", "letter"):
        own[row.office_code].append(_group(row))
    return {code: tuple(rows) or everyones() for code, rows in own.items()}


def groups_in(rows: Iterable[Iterable[Any]] | None) -> tuple[Group, ...]:
    """The letters of an office from what the statement of somebody else read by `COLUMNS`."""
    found = (
        Group(letter, name_id, name_en, tuple(services), agency, minutes)
        for letter, name_id, name_en, services, agency, minutes in rows or ()
    )
    return tuple(found) or everyones()


def group_for(groups: tuple[Group, ...], service_code: str) -> Group | None:
    """Under which of these letters a service is asked for."""
    return next((one for one in groups if service_code in one.services), None)


@lru_cache(maxsize=1)
def everyones() -> tuple[Group, ...]:
    """The letters of an office that has set up none of its own."""
    rows = yaml.safe_load((Path(__file__).parents[1] / "groups.yaml").read_text(encoding="utf-8"))
    return tuple(
        Group(
            row["letter"], row["name"]["id"], row["name"]["en"], tuple(row["services"]), "", int(row["minutes"])
        )
        for row in rows
    )


def _group(row: ServiceGroup) -> Group:
    return Group(row.letter, row.name, row.name_en, tuple(row.services), row.agency, row.minutes)


_OWN = Prepared(lambda office: ServiceGroup.objects.filter(office_code=office).order_by("letter"))
