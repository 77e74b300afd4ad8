"""A figure in words: what it says, and what it says when there are too few cases."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.figures.rules.figures import Figures, Share, Times
from tuntas.domains.figures.showing.cells import NOTHING, PER_CENT, Cell, count, language, percent
from tuntas.domains.satisfaction.rules import Tens
from tuntas.platform.ui import numbers


def share(part: Share | None) -> Cell:
    """Per cent, and below it of how many, with the interval."""
    if part is None:
        return Cell(NOTHING)
    low, high = (percent(side) for side in part.interval)
    counted = _("%(kept)s of %(decided)s; %(low)s–%(high)s") % {
        "kept": count(part.kept),
        "decided": count(part.decided),
        "low": low,
        "high": f"{high}{PER_CENT}",
    }
    return Cell(f"{percent(part.exact)}{PER_CENT}", counted)


def minutes(times: Times) -> Cell:
    """Median and ninetieth percentile, and below them of how many cases."""
    if not times.number:
        return Cell(NOTHING)
    number = ngettext("%(count)s case", "%(count)s cases", times.number) % {"count": count(times.number)}
    if times.median is None:
        return Cell(NOTHING, _("%(number)s: too few") % {"number": number})
    return Cell(f"{count(times.median)} · {count(times.ninetieth or 0)}", number)


def checked(figures: Figures) -> Cell:
    """How soon files were checked, and how many of them in their own time."""
    cell, part = minutes(figures.accept), figures.accept_share
    if part is None:
        return cell
    in_time = _("%(kept)s of %(decided)s in time") % {
        "kept": count(part.kept),
        "decided": count(part.decided),
    }
    return Cell(cell.text, in_time if cell.text != NOTHING or not cell.small else f"{cell.small}; {in_time}")


def index(found: Tens) -> Cell:
    """The index with its letter, and how many answers it stands on."""
    index = found.index
    if index is None:
        return Cell(NOTHING)
    answers = ngettext("%(count)s answer", "%(count)s answers", found.answers) % {"count": count(found.answers)}
    value = numbers.decimal(index.value, language=language(), places=2)
    return Cell(f"{value} {index.letter}", answers)
