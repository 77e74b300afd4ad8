"""Which offices lie in which region."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from tuntas.domains.offices.models import Office


def office_regions(codes: Iterable[str]) -> dict[str, str]:
    """The region of each of these offices; one query."""
    return dict(Office.objects.filter(code__in=sorted(set(codes))).values_list("code", "region_id"))


def offices_at(region: str, *, and_below: bool = False) -> list[tuple[str, str]]:
    """Code and name of the offices of a region, those that have ended too, and if asked of all that lies in it."""
    within = Q(region=region) | Q(region__code__startswith=f"{region}.") if and_below else Q(region=region)
    return list(Office.objects.filter(within).order_by("code").values_list("code", "name"))
