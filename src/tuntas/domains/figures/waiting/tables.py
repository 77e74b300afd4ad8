"""The tables of a page about waiting: by hour, day, channel, letter, service and place, one line for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..rules.ranks import RANKS, longer
from ..rules.waiting import MOST_MINUTES, Facet, Waited
from ..showing.cells import NOTHING, Cell, count, tenths
from .cells import minutes, share
from .queries import Standing
from .words import Named, Names, ranks, value_name

# The newest days first; what is older stands in the file.
DAYS_SHOWN = 31
_ORDER = (Facet.HOUR, Facet.DAY, Facet.CHANNEL, Facet.RANK, Facet.GROUP, Facet.SERVICE)


@dataclass(frozen=True)
class Line:
    """One row of a table, its cells each beside the name of its column."""

    name: str
    cells: tuple[tuple[str, Cell], ...]
    url: str = ""


@dataclass(frozen=True)
class Table:
    caption: str
    first: str
    lines: tuple[Line, ...]
    note: str = ""


def columns() -> list[str]:
    return [
        _("Tickets"),
        _("Called within %(most)s minutes") % {"most": MOST_MINUTES},
        _("Waited"),
        _("Served for"),
        _("Absent · left"),
        _("Promise kept"),
    ]


def tables(standing: Standing, names: Names, places: Sequence[Named] = ()) -> list[Table]:
    """Every heading with somebody under it, then the places within in the order of their codes: no ranking."""
    found = [
        Table(
            _captions()[facet],
            _firsts()[facet],
            _lines(facet, standing.by[facet], names),
            _cost(standing.by[facet]) if facet is Facet.RANK else "",
        )
        for facet in _ORDER
        if facet in standing.by
    ]
    if places:
        lines = tuple(
            Line(one.name, _cells(standing.places.get(one.place, Waited())), one.url) for one in places
        )
        found.append(Table(_("Places"), _("Place"), lines))
    return found


def _captions() -> dict[Facet, str]:
    return {
        Facet.HOUR: _("By the hour in which they came"),
        Facet.DAY: _("By day"),
        Facet.CHANNEL: _("By how they came"),
        Facet.RANK: _("By whose turn comes first"),
        Facet.GROUP: _("By letter"),
        Facet.SERVICE: _("By service"),
    }


def _firsts() -> dict[Facet, str]:
    return {
        Facet.HOUR: _("Hour"),
        Facet.DAY: _("Day"),
        Facet.CHANNEL: _("Way"),
        Facet.RANK: _("Turn"),
        Facet.GROUP: _("Letter"),
        Facet.SERVICE: _("Service"),
    }


def _lines(facet: Facet, by: Mapping[str, Waited], names: Names) -> tuple[Line, ...]:
    values = sorted(by, reverse=facet is Facet.DAY)[:DAYS_SHOWN]
    if facet is Facet.RANK:
        values = [rank for rank in RANKS if rank in by]
    return tuple(Line(value_name(facet, value, names), _cells(by[value])) for value in values)


def _cost(by_rank: Mapping[str, Waited]) -> str:
    """What it spares some and costs the others, in a sentence; nothing when nobody went first."""
    if len(by_rank) < 2:
        return ""
    parts = []
    for rank, name in ranks().items():
        minutes = longer(by_rank.get(rank, Waited()))
        if minutes is None:
            continue
        said = _("%(minutes)s minutes longer") if minutes > 0 else _("%(minutes)s minutes shorter")
        said = said if round(minutes, 1) else _("just as long")
        parts.append(f"{name}: {said % {'minutes': tenths(abs(minutes))}}")
    return _("Compared with calling all as they came, they waited on average: %(parts)s.") % {
        "parts": "; ".join(parts)
    }


def _cells(one: Waited) -> tuple[tuple[str, Cell], ...]:
    gone = f"{count(one.counts['absent'])} · {count(one.counts['left'])}"
    absent = Cell(gone) if one.counts["issued"] else Cell(NOTHING)
    cells = (
        Cell(count(one.counts["issued"])),
        share(one.in_time),
        minutes(one.wait),
        minutes(one.serve),
        absent,
        share(one.kept),
    )
    return tuple(zip(columns(), cells, strict=True))
