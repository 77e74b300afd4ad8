"""A figure of waiting in words: a share, some minutes, a count; what is not known is said so."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..rules.figures import FEWEST, Share
from ..rules.waiting import Spread
from ..showing.cells import NOTHING, PER_CENT, Cell, Headline, count, percent


def share(part: Share | None) -> Cell:
    """Per cent, and below it of how many."""
    if part is None:
        return Cell(NOTHING)
    counted = _("%(kept)s of %(decided)s") % {"kept": count(part.kept), "decided": count(part.decided)}
    return Cell(f"{percent(part.exact)}{PER_CENT}", counted)


def minutes(times: Spread) -> Cell:
    """Median, ninetieth and ninety-fifth percentile; of too few, only that they are too few."""
    if not times.number:
        return Cell(NOTHING)
    people = ngettext("%(count)s person", "%(count)s people", times.number) % {"count": count(times.number)}
    if times.median is None:
        return Cell(NOTHING, _("%(number)s: too few") % {"number": people})
    three = (times.median, times.ninetieth or 0, times.last or 0)
    return Cell(" · ".join(map(count, three)), people)


def large(times: Spread, text: str) -> Headline:
    people = ngettext("%(count)s person", "%(count)s people", times.number) % {"count": count(times.number)}
    if times.median is None:
        few = _("%(number)s: a percentile needs %(fewest)s") % {"number": people, "fewest": FEWEST}
        return Headline(NOTHING, text, few)
    figure = ngettext("%(count)s minute", "%(count)s minutes", times.median) % {"count": count(times.median)}
    rest = _("90 of 100 within %(ninetieth)s, 95 within %(last)s minutes; %(number)s") % {
        "ninetieth": count(times.ninetieth or 0),
        "last": count(times.last or 0),
        "number": people,
    }
    return Headline(figure, text, rest)
