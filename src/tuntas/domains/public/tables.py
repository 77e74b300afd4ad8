"""The lines of the page's tables in words: what a figure says, and what it says when there are too few cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.figures.rules.figures import FEWEST, Figures, Share, Times
from tuntas.platform.ui import numbers

from .forms import MOST_WEEKS_OF_A_FILE, Asked, all_weeks, service_names
from .labels import language, place_name, short_day
from .queries import Board, PooledIndex, Row

NOTHING = "–"
_PER_CENT = "\u00a0%"


@dataclass(frozen=True)
class Cell:
    """A figure and the small words below it."""

    text: str
    small: str = ""

    @property
    def is_nothing(self) -> bool:
        """Nothing happened: a phone leaves it out."""
        return self.text in (NOTHING, "0", "0 · 0") and not self.small


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and its figures in the order of the columns."""

    name: str
    cells: tuple[Cell, ...]
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Headline:
    """One large figure at the top."""

    figure: str
    text: str
    small: str = ""


@dataclass(frozen=True)
class Filter:
    """What can be chosen: services and weeks, with what is chosen now."""

    asked: Asked
    since: date | None

    @property
    def words(self) -> str:
        """What is chosen, for paper, where nothing can be chosen any more."""
        service = service_names(self.asked.today).get(self.asked.service) or _("All services")
        weeks = _("weeks from %(first)s to %(last)s") % {
            "first": short_day(self.asked.first),
            "last": short_day(self.asked.last),
        }
        return f"{service}, {weeks}"

    @property
    def services(self) -> list[tuple[str, str]]:
        return sorted(service_names(self.asked.today).items(), key=lambda one: one[1])

    @property
    def first(self) -> str:
        return self.asked.first.isoformat()

    @property
    def last(self) -> str:
        return self.asked.last.isoformat()

    @property
    def weeks(self) -> list[tuple[str, str]]:
        """The newest first: a year, not before the first figures, and whatever is chosen now."""
        newest = self.asked.running_week
        oldest = max(
            self.since or newest, date.fromordinal(newest.toordinal() - 7 * (MOST_WEEKS_OF_A_FILE - 1))
        )
        offered = {*all_weeks(oldest, newest), self.asked.first, self.asked.last}
        return [(week.isoformat(), short_day(week)) for week in sorted(offered, reverse=True)]


def columns(*, with_index: bool = False) -> list[str]:
    """What the cells of a table hold, in order; only places have an index."""
    names = [
        _("Promise kept"),
        _("Finished in"),
        _("Taken in"),
        _("Checked in"),
        _("Ended without a result"),
        _("Refused, withdrawn"),
    ]
    return [*names, _("Satisfaction")] if with_index else names


def headlines(board: Board) -> list[Headline]:
    """Share, minutes, first steps, what ended otherwise: the large figures."""
    figures, counts = board.total.figures, board.total.figures.counts
    if figures.is_empty:
        return []
    kept = _share(figures.share)
    ended = ngettext("%(count)s case refused", "%(count)s cases refused", counts["refused"]) % {
        "count": counts["refused"]
    }
    return [
        Headline(kept.text, _("of the promises were kept"), kept.small),
        Headline(*_large(figures.deliver, _("until finished: half of all cases took no longer"))),
        Headline(*_large(figures.accept, _("until the file was checked: half of all cases"))),
        Headline(*_large(figures.take, _("until an officer took it: half of all cases"))),
        Headline(
            _count(counts["refused"] + counts["withdrawn"]),
            _("refused or withdrawn: counted apart, never as kept"),
            ended
            + ", "
            + ngettext("%(count)s withdrawn", "%(count)s withdrawn", counts["withdrawn"])
            % {"count": counts["withdrawn"]},
        ),
        *_satisfied(board),
    ]


def _satisfied(board: Board) -> list[Headline]:
    """The index of everything or a region; an office's own has a section with all its questions."""
    cell = _index(board.total.satisfaction)
    if board.own_index or cell.text == NOTHING:
        return []
    return [Headline(cell.text, _("satisfaction of those who answered, up to now"), cell.small)]


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
            (*_cells(row), _index(row.satisfaction)),
            url=row.seen.url + board.asked.query,
        )
        for row in board.places
        if row.seen
    ]


def _cells(row: Row) -> tuple[Cell, ...]:
    figures, counts = row.figures, row.figures.counts
    return (
        _share(figures.share),
        _times(figures.deliver),
        _times(figures.take),
        _checked(figures),
        Cell(_count(counts["void"])),
        Cell(f"{_count(counts['refused'])} · {_count(counts['withdrawn'])}"),
    )


def _share(share: Share | None) -> Cell:
    if share is None:
        return Cell(NOTHING)
    low, high = (_percent(side) for side in share.interval)
    counted = _("%(kept)s of %(decided)s; %(low)s–%(high)s") % {
        "kept": _count(share.kept),
        "decided": _count(share.decided),
        "low": low,
        "high": f"{high}{_PER_CENT}",
    }
    return Cell(f"{_percent(share.exact)}{_PER_CENT}", counted)


def _checked(figures: Figures) -> Cell:
    """How soon files were checked, and how many of them in their own time."""
    cell, share = _times(figures.accept), figures.accept_share
    if share is None:
        return cell
    in_time = _("%(kept)s of %(decided)s in time") % {
        "kept": _count(share.kept),
        "decided": _count(share.decided),
    }
    return Cell(cell.text, in_time if cell.text != NOTHING or not cell.small else f"{cell.small}; {in_time}")


def _times(times: Times) -> Cell:
    if not times.number:
        return Cell(NOTHING)
    number = ngettext("%(count)s case", "%(count)s cases", times.number) % {"count": _count(times.number)}
    if times.median is None:
        return Cell(NOTHING, _("%(number)s: too few") % {"number": number})
    return Cell(f"{_count(times.median)} · {_count(times.ninetieth or 0)}", number)


def _large(times: Times, text: str) -> tuple[str, str, str]:
    number = ngettext("%(count)s case", "%(count)s cases", times.number) % {"count": _count(times.number)}
    if times.median is None:
        few = _("%(number)s: a percentile needs %(fewest)s") % {"number": number, "fewest": FEWEST}
        return NOTHING, text, few
    minutes = ngettext("%(count)s minute", "%(count)s minutes", times.median) % {"count": _count(times.median)}
    rest = _("nine of ten within %(most)s minutes; %(number)s") % {
        "most": _count(times.ninetieth or 0),
        "number": number,
    }
    return minutes, text, rest


def _index(found: PooledIndex | None) -> Cell:
    if found is None or found.index is None:
        return Cell(NOTHING)
    answers = ngettext("%(count)s answer", "%(count)s answers", found.answers) % {
        "count": _count(found.answers)
    }
    value = numbers.decimal(found.index.value, language=language(), places=2)
    return Cell(f"{value} {found.index.letter}", answers)


def _percent(part: Fraction | Decimal) -> str:
    return numbers.decimal(part * 100, language=language(), places=1)


def _count(number: int) -> str:
    return numbers.decimal(number, language=language())
