"""Reads of the figures: of a place and of the places within it, week by week, and how far they are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from tuntas.domains.offices.rules import Calendar
from tuntas.platform.journal.models import SignedCheckpoint

from .models import Position, WeekFigures
from .rows import Rows
from .rules.figures import COUNTS, TIMES, Figures
from .rules.places import Place, Scope

CalendarOf = Callable[[str], Calendar]
ROWS = Rows(WeekFigures, ("scope", "code", "service_code", "week"), COUNTS, TIMES)


@dataclass(frozen=True)
class CellFigures:
    """What happened at a place in one week with one service."""

    place: Place
    week: date
    service: str
    figures: Figures


@dataclass(frozen=True)
class Standing:
    """Up to which leaf everything is counted, since when, and the checkpoint that signs as much."""

    leaves: int
    counted_at: datetime | None
    checkpoint: SignedCheckpoint | None


def weeks(places: Iterable[Place], *, first: date, last: date, service: str = "") -> list[CellFigures]:
    """The figures of places from the week of Monday `first` to that of `last`, of one service or all; one query.

    Rows grow with places × weeks × services, never with cases.
    """
    wanted = WeekFigures.objects.filter(_at(places), week__gte=first, week__lte=last)
    if service:
        wanted = wanted.filter(service_code=service)
    return [
        CellFigures(Place(Scope(row.scope), row.code), row.week, row.service_code, figures_of(row))
        for row in wanted.order_by("week", "service_code")
    ]


def standing() -> Standing:
    """How far the figures reach. Two queries."""
    position = Position.objects.first() or Position()
    signed = SignedCheckpoint.objects.filter(size__gte=max(position.leaves, 1)).order_by("size").first()
    return Standing(position.leaves, position.counted_at, signed if position.leaves else None)


def first_week() -> date | None:
    """The Monday of the oldest week with figures."""
    found: date | None = (
        WeekFigures.objects.filter(scope=Scope.ALL).order_by("week").values_list("week", flat=True).first()
    )
    return found


def figures_of(row: WeekFigures) -> Figures:
    return ROWS.read(row, Figures())


def _at(places: Iterable[Place]) -> models.Q:
    codes: dict[Scope, list[str]] = {}
    for place in places:
        codes.setdefault(place.scope, []).append(place.code)
    anywhere = models.Q()
    for scope, some in codes.items():
        anywhere |= models.Q(scope=scope, code__in=some)
    return anywhere if codes else models.Q(pk=None)
