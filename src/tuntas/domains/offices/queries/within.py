"""Which offices lie in which region."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from tuntas.domains.offices.models import Office


class OfficeWithin(NamedTuple):
    """An office and the region that it lies in."""

    code: str
    name: str
    region: str


def office_regions(codes: Iterable[str]) -> dict[str, str]:
    """The region of each of these offices; one query."""
    return dict(Office.objects.filter(code__in=sorted(set(codes))).values_list("code", "region_id"))


def offices_within(region: str = "") -> list[OfficeWithin]:
    """Every office of a region and of all that lies in it, by code; without a region all there are. One query.

    Those that have ended too: what they did stays counted.
    """
    lies = Q(region=region) | Q(region__code__startswith=f"{region}.") if region else Q()
    return [
        OfficeWithin(*row)
        for row in Office.objects.filter(lies).order_by("code").values_list("code", "name", "region_id")
    ]
