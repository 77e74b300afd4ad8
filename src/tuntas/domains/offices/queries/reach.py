"""Which offices are in charge of an office."""

from __future__ import annotations

from django.db.models import Q

from tuntas.domains.offices.models import Office
from tuntas.domains.offices.rules import OfficeKind


def offices_above(code: str) -> list[str]:
    """The office itself and those of the regions above it, whose posts reach down to it."""
    office = Office.objects.get(pk=code)
    parts = office.region_id.split(".")
    regions = [".".join(parts[:length]) for length in range(1, len(parts))]
    looks_down = Q(region__in=regions) & ~Q(kind__in=[OfficeKind.KELURAHAN, OfficeKind.UPAK])
    return list(Office.objects.filter(Q(pk=code) | looks_down).values_list("code", flat=True))
