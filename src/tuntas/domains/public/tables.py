"""The lines of the tables on an open page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tuntas.domains.figures.showing.cells import Cell, count

from . import cells
from .forms import service_names
from .labels import place_name, short_day
from .queries import Board, Row


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and its figures in the order of the columns."""

    name: str
    cells: tuple[Cell, ...]
    url: str = ""
    note: str = ""


def columns() -> list[str]:
    """What the cells of a table hold, in order."""
    return [
        _("Promise kept"),
        _("Finished in"),
        _("Taken in"),
        _("Checked in"),
        _("Ended without a result"),
        _("Refused, withdrawn"),
        _("Satisfaction"),
    ]


def week_lines(board: Board) -> list[Line]:
    """The newest week first."""
    running = board.asked.running_week
    return [
        Line(
            short_day(row.week),
            _cells(row),
            note=_("still running") if row.week == running else "",
        )
        for row in reversed(board.weeks)
    ]


def service_lines(board: Board) -> list[Line]:
    names = service_names(board.asked.today)
    lines = [Line(names.get(row.service, row.service), _cells(row)) for row in board.services]
    return sorted(lines, key=lambda line: line.name)


def place_lines(board: Board) -> list[Line]:
    """The places within, in the order of their codes: no ranking."""
    return [
        Line(
            place_name(row.seen),
            _cells(row),
            url=row.seen.url + board.asked.query,
        )
        for row in board.places
        if row.seen
    ]


def _cells(row: Row) -> tuple[Cell, ...]:
    figures, counts = row.figures, row.figures.counts
    return (
        cells.share(figures.share),
        cells.minutes(figures.deliver),
        cells.minutes(figures.take),
        cells.checked(figures),
        Cell(count(counts["void"])),
        Cell(f"{count(counts['refused'])} · {count(counts['withdrawn'])}"),
        cells.index(row.answered),
    )
