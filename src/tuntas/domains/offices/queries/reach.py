"""Which offices are in charge of an office."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from tuntas.domains.offices.models import Office
from tuntas.domains.offices.rules import REGIONAL, OfficeKind, Role
from tuntas.platform.actors import Actor

from .duty import lasting


def offices_above(code: str) -> list[str]:
    """The office itself and those of the regions above it, whose posts reach down to it."""
    office = Office.objects.get(pk=code)
    parts = office.region_id.split(".")
    last = (
        len(parts) if office.kind in REGIONAL else len(parts) + 1
    )  # a mall lies below its region's own office
    regions = [".".join(parts[:length]) for length in range(1, last)]
    looks_down = Q(region__in=regions, kind__in=REGIONAL) & ~Q(kind=OfficeKind.KELURAHAN)
    return list(Office.objects.filter(Q(pk=code) | looks_down).values_list("code", flat=True))


def agency_heads_above(code: str, on: date) -> list[tuple[UUID, str]]:
    """Who answers for this office above its head of unit on a day, with the address to write to. Two queries."""
    posted = lasting(on).filter(office__in=offices_above(code), role=Role.AGENCY_HEAD)
    return list(posted.exclude(staff__email="").values_list("staff_id", "staff__email").distinct())


def offices_of(actor: Actor, *, open_on: date | None = None) -> list[tuple[str, str]]:
    """Code and name of each office that somebody is in charge of, for a list to choose from. One query.

    With `open_on` without those that have closed for good by that day.
    """
    found = Office.objects.filter(code__in=actor.offices)
    if open_on:
        found = found.filter(Q(active_to=None) | Q(active_to__gte=open_on))
    rows = found.order_by("code").values_list("code", "name")
    return [(code, f"{name} ({code})") for code, name in rows]


def top_office(actor: Actor) -> str:
    """The office of the actor's own posting: of all that they reach, the one highest up."""
    return min(actor.offices, key=lambda code: (len(code), code), default="")
