"""Reads of the waiting figures: of a place under every heading, and of the places within it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from ..models import WaitingFigures, WaitingPosition
from ..rules.places import Place, Scope
from ..rules.waiting import COUNTS, TIMES, Crossing, Facet, Waited

_NEVER_SHOWN = (Facet.CROSSED, Facet.HELD)
_KEY = ("scope", "code", "week", "facet", "value")


class Cell(NamedTuple):
    """Where somebody is counted: one row of the figures. The week is named by its Monday."""

    place: Place
    week: date
    facet: Facet
    value: str


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
    figures = Waited()
    for name in COUNTS:
        figures.counts[name] = getattr(row, name)
    for name in TIMES:
        figures.times[name].update({int(minute): number for minute, number in getattr(row, name).items()})
    return figures


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


def rows_of(cells: Iterable[Cell]) -> dict[Cell, WaitingFigures]:
    """The rows that stand already in these cells; in one query, which may bring some of their neighbours."""
    wanted = set(cells)
    rows = WaitingFigures.objects.filter(
        code__in={cell.place.code for cell in wanted},
        week__in={cell.week for cell in wanted},
        facet__in={cell.facet for cell in wanted},
        value__in={cell.value for cell in wanted},
    )
    found = {_cell(row): row for row in rows}
    return {cell: row for cell, row in found.items() if cell in wanted}


def contents() -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """All figures, to be compared with others; for a command, never for a page."""
    rows = WaitingFigures.objects.order_by().values_list(*_KEY, *COUNTS, *TIMES)
    return {
        row[:5]: (*row[5:-3], *(tuple(sorted(times.items())) for times in row[-3:])) for row in rows.iterator()
    }


def _cell(row: WaitingFigures) -> Cell:
    return Cell(Place(Scope(row.scope), row.code), row.week, Facet(row.facet), row.value)
