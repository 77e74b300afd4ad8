"""Reads of the waiting figures: of a place under every heading, and of the places within it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from ..models import WaitingFigures, WaitingPosition
from ..rows import Rows
from ..rules.places import Place, Scope
from ..rules.waiting import COUNTS, TIMES, Crossing, Facet, Waited

_NEVER_SHOWN = (Facet.CROSSED, Facet.HELD)
ROWS = Rows(WaitingFigures, ("scope", "code", "week", "facet", "value"), COUNTS, TIMES)


class Cell(NamedTuple):
    """Where somebody is counted: one row of the figures. The week is named by its Monday."""

    place: Place
    week: date
    facet: Facet
    value: str

    @property
    def key(self) -> tuple[Scope, str, date, Facet, str]:
        return (self.place.scope, self.place.code, self.week, self.facet, self.value)


@dataclass(frozen=True)
class Standing:
    """What is known of a place in some weeks, of everybody or of those of one crossing."""

    total: Waited
    by: dict[Facet, dict[str, Waited]]
    places: dict[Place, Waited]
    counted_at: datetime | None


def waited(
    here: Place, within: Sequence[Place], *, first: date, last: date, only: Crossing | None = None
) -> Standing:
    """All headings of a place, and the places within it in all, from the week of `first` to that of `last`.

    Of `only` some people those headings alone that are crossed. Two queries; rows grow with weeks, never with people.
    """
    total, by, places = Waited(), dict[Facet, dict[str, Waited]](), dict[Place, Waited]()
    only = only or Crossing()
    inside = Q(code__in=[one.code for one in within], scope__in={one.scope for one in within})
    own = Q(scope=here.scope, code=here.code)
    if only.is_anyone:
        asked = own & ~Q(facet__in=_NEVER_SHOWN) | inside & Q(facet=Facet.ALL)
    else:
        asked = (own | inside) & _holds(only)
    for row in WaitingFigures.objects.filter(asked, week__gte=first, week__lte=last):
        place, figures = Place(Scope(row.scope), row.code), figures_of(row)
        if place != here:
            places.setdefault(place, Waited()).add(figures)
            continue
        for facet, value in _headings(row):
            (total if facet is Facet.ALL else by.setdefault(facet, {}).setdefault(value, Waited())).add(figures)
    return Standing(total, by, places, counted_at())


def crossed(here: Place, *, first: date, last: date, only: Crossing) -> dict[Crossing, Waited]:
    """Every service in every way and hour that somebody came in, in a place. One query, for a file."""
    found: dict[Crossing, Waited] = {}
    rows = WaitingFigures.objects.filter(_holds(only), scope=here.scope, code=here.code)
    for row in rows.filter(week__gte=first, week__lte=last):
        found.setdefault(Crossing.read(row.value), Waited()).add(figures_of(row))
    return found


def total(here: Place, *, first: date, last: date) -> Waited:
    """All who came to a place. One query."""
    found = Waited()
    rows = WaitingFigures.objects.filter(scope=here.scope, code=here.code, facet=Facet.ALL)
    for row in rows.filter(week__gte=first, week__lte=last):
        found.add(figures_of(row))
    return found


def newest_week() -> date | None:
    """The week in which somebody came last, as far as it is counted."""
    rows = WaitingFigures.objects.filter(scope=Scope.ALL, code="", facet=Facet.ALL)
    found: date | None = rows.order_by("-week").values_list("week", flat=True).first()
    return found


def counted_at() -> datetime | None:
    found: datetime | None = WaitingPosition.objects.values_list("counted_at", flat=True).first()
    return found


def figures_of(row: WaitingFigures) -> Waited:
    return ROWS.read(row, Waited())


def _holds(only: Crossing) -> Q:
    """The crossed rows of this service, way and hour."""
    asked = Q(facet=Facet.CROSSED)
    if only.service:
        asked &= Q(value__startswith=f"{only.service}|")
    if only.channel:
        asked &= Q(value__contains=f"|{only.channel}|")
    if only.hour:
        asked &= Q(value__endswith=f"|{only.hour}")
    return asked


def _headings(row: WaitingFigures) -> Iterable[tuple[Facet, str]]:
    """Where a row counts: its own heading, or those that it crosses and in all."""
    if row.facet != Facet.CROSSED:
        return [(Facet(row.facet), row.value)]
    parts = Crossing.read(row.value).parts
    return [(Facet.ALL, ""), *((facet, value) for facet, value in parts.items() if value)]
