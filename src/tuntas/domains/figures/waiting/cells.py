"""A figure of waiting in words: a share, some minutes, a count; what is not known is said so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tuntas.platform.ui import numbers

from ..rules.figures import FEWEST, Share
from ..rules.waiting import Spread

NOTHING = "–"
_PER_CENT = "\u00a0%"


@dataclass(frozen=True)
class Cell:
    """A figure, and the small words below it."""

    text: str
    small: str = ""

    @property
    def is_nothing(self) -> bool:
        return self.text in (NOTHING, "0")


@dataclass(frozen=True)
class Headline:
    """One large figure."""

    figure: str
    text: str
    small: str = ""


def share(part: Share | None) -> Cell:
    """Per cent, and below it of how many."""
    if part is None:
        return Cell(NOTHING)
    counted = _("%(kept)s of %(decided)s") % {"kept": count(part.kept), "decided": count(part.decided)}
    return Cell(f"{percent(part.exact)}{_PER_CENT}", counted)


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


def count(number: int) -> str:
    return numbers.decimal(number, language=language())


def percent(part: Fraction | Decimal) -> str:
    return numbers.decimal(part * 100, language=language(), places=1)


def language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
