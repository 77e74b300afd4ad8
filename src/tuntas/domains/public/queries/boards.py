"""One open page's rows: a place in total, week by week, service by service, and the places within it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuntas.domains.figures import queries as figures
from tuntas.domains.figures.queries import CellFigures, Standing
from tuntas.domains.figures.rules.figures import Figures
from tuntas.domains.satisfaction import queries as satisfaction
from tuntas.domains.satisfaction.queries import PublishedIndex
from tuntas.domains.satisfaction.rules import Tens, together

from ..forms import Asked, all_weeks
from .places import Seen, Surrounded


@dataclass(frozen=True)
class Row:
    """One line of figures, of a week, a service or a place, and the answers that are published of it."""

    figures: Figures
    answered: Tens
    week: date | None = None
    service: str = ""
    seen: Seen | None = None


@dataclass(frozen=True)
class Board:
    """All that an open page shows, and its files say."""

    here: Surrounded
    asked: Asked
    total: Row
    weeks: tuple[Row, ...]
    services: tuple[Row, ...]
    places: tuple[Row, ...]
    own_index: PublishedIndex | None
    standing: Standing
    since: date | None


def board(here: Surrounded, asked: Asked) -> Board:
    """The figures of a place for the weeks and the service that were asked for; a fixed number of queries."""
    inside = here.within
    cells = figures.weeks(
        [here.seen.place, *(seen.place for seen in inside)],
        first=asked.first,
        last=asked.last,
        service=asked.service,
    )
    own = [cell for cell in cells if cell.place == here.seen.place]
    tens = satisfaction.published_tens(here.seen.offices, asked.service)
    week_tens = satisfaction.tens_by_week(
        here.seen.place, first=asked.first, last=asked.last, service=asked.service
    )
    by_week, by_service = _summed(own, lambda cell: cell.week), _summed(own, lambda cell: cell.service)
    by_place = _summed(cells, lambda cell: cell.place)
    return Board(
        here=here,
        asked=asked,
        total=Row(_sum(own), _together(tens)),
        weeks=tuple(
            Row(by_week.get(week, Figures()), week_tens.get(week, Tens()), week=week)
            for week in all_weeks(asked.first, asked.last)
        ),
        services=tuple(
            Row(one, _together(tens, service=service), service=service)
            for service, one in sorted(by_service.items())
        ),
        places=tuple(
            Row(by_place.get(seen.place, Figures()), _together(tens, offices=seen.offices), seen=seen)
            for seen in inside
        ),
        own_index=None if inside else satisfaction.index_of_tens(here.seen.place.code, tens.values()),
        standing=figures.standing(),
        since=figures.first_week(),
    )


def _together(
    tens: Mapping[tuple[str, str], Tens], *, offices: Iterable[str] | None = None, service: str = ""
) -> Tens:
    """All tens of these offices (else of all) and this service (else of all): each answer counts the same."""
    wanted = None if offices is None else set(offices)
    return together(
        some
        for (office, about), some in tens.items()
        if (wanted is None or office in wanted) and service in ("", about)
    )


def _sum(cells: Iterable[CellFigures]) -> Figures:
    return _summed(cells, lambda _cell: None).get(None, Figures())


def _summed(cells: Iterable[CellFigures], key: Callable[[CellFigures], Any]) -> dict[Any, Figures]:
    sums: dict[Any, Figures] = {}
    for cell in cells:
        sums.setdefault(key(cell), Figures()).add(cell.figures)
    return sums
