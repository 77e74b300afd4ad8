"""The ranks of weeks that are over: made of what each office counted, for the office and for all places around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tuntas.domains.offices.queries import within

from ..models import WaitingFigures
from ..rules import ranks
from ..rules.places import Scope, places_of
from ..rules.waiting import Facet, Waited
from .queries import Cell, figures_of


def settled(weeks: Iterable[date]) -> dict[Cell, Waited]:
    """What is told of these weeks by rank, in place of what was told of them before.

    A running week is never told: whoever looks every minute would see each single person come.
    """
    cells: dict[Cell, Waited] = defaultdict(Waited)
    for week in weeks:
        WaitingFigures.objects.filter(facet=Facet.RANK, week=week).delete()
        held = _held(week)
        regions = within.office_regions(held)
        for office, by_rank in held.items():
            for rank, figures in ranks.told(by_rank).items():
                for place in places_of(office, regions.get(office)):
                    cells[Cell(place, week, Facet.RANK, rank)].add(figures)
    return cells


def _held(week: date) -> dict[str, dict[str, Waited]]:
    found: dict[str, dict[str, Waited]] = defaultdict(dict)
    for row in WaitingFigures.objects.filter(facet=Facet.HELD, week=week, scope=Scope.OFFICE):
        found[row.code][row.value] = figures_of(row)
    return found
