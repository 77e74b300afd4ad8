"""The waiting figures in words: large figures, and the tables by hour, day, channel, service and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tuntas.platform.ui import numbers
from tuntas.platform.ui.dates import MONTHS

from ..rules.figures import FEWEST, Share
from ..rules.places import Place
from ..rules.waiting import MOST_MINUTES, Facet, Spread, Waited
from .queries import Standing

NOTHING = "–"
_PER_CENT = "\u00a0%"
# The newest days first; what is older stands in the file.
DAYS_SHOWN = 31
_ORDER = (Facet.HOUR, Facet.DAY, Facet.CHANNEL, Facet.GROUP, Facet.SERVICE)


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


@dataclass(frozen=True)
class Named:
    """A place within, with its name and page."""

    place: Place
    name: str
    url: str = ""


@dataclass(frozen=True)
class Names:
    """What codes are called here."""

    services: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def columns() -> list[str]:
    return [
        _("Tickets"),
        _("Called within %(most)s minutes") % {"most": MOST_MINUTES},
        _("Waited"),
        _("Served for"),
        _("Absent · left"),
        _("Promise kept"),
    ]


def headlines(total: Waited, *, with_inner: bool = False) -> list[Headline]:
    """Waiting, service and promise apart; for who answers for an office also what it alone can mend."""
    if total.is_empty:
        return []
    in_time, kept = share(total.in_time), share(total.kept)
    found = [
        Headline(
            in_time.text,
            _("were called within %(most)s minutes") % {"most": MOST_MINUTES},
            in_time.small,
        ),
        _large(total.wait, _("waited: half of all no longer")),
        _large(total.serve, _("at the counter: half of all no longer")),
        Headline(kept.text, _("of the promises were kept: counted apart from waiting"), kept.small),
    ]
    return [*found, *_inner(total)] if with_inner else found


def _inner(total: Waited) -> list[Headline]:
    return [
        Headline(
            count(total.counts["misdirected"]), _("stood at a counter that does not do what they came for")
        ),
        Headline(count(total.counts["out_of_order"]), _("were called out of order, with a reason")),
    ]


def tables(standing: Standing, names: Names, places: Sequence[Named] = ()) -> list[Table]:
    """Every heading with somebody under it, then the places within in the order of their codes: no ranking."""
    found = [
        Table(_captions()[facet], _firsts()[facet], _lines(facet, standing.by[facet], names))
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
        Facet.GROUP: _("By letter"),
        Facet.SERVICE: _("By service"),
    }


def _firsts() -> dict[Facet, str]:
    return {
        Facet.HOUR: _("Hour"),
        Facet.DAY: _("Day"),
        Facet.CHANNEL: _("Way"),
        Facet.GROUP: _("Letter"),
        Facet.SERVICE: _("Service"),
    }


def _lines(facet: Facet, by: Mapping[str, Waited], names: Names) -> tuple[Line, ...]:
    values = sorted(by, reverse=facet is Facet.DAY)[:DAYS_SHOWN]
    return tuple(Line(value_name(facet, value, names), _cells(by[value])) for value in values)


def value_name(facet: Facet, value: str, names: Names) -> str:
    """What stands at the beginning of a line."""
    if facet is Facet.HOUR:
        return hour(value)
    if facet is Facet.DAY:
        on = date.fromisoformat(value)
        return f"{on.day} {MONTHS[language()][on.month - 1][:3]} {on.year}"
    if facet is Facet.CHANNEL:
        return _channels().get(value, value)
    if facet is Facet.GROUP:
        return f"{value} · {names.groups[value]}" if value in names.groups else value
    return names.services.get(value, value)


def _channels() -> dict[str, str]:
    return {
        "kiosk": _("Ticket at a kiosk"),
        "phone": _("Ticket on the phone"),
        "officer": _("Ticket from an officer"),
        "appointment": _("Appointment"),
        "online": _("Application sent from home"),
        "counter": _("Application begun at a counter"),
    }


def hour(value: str) -> str:
    """`08.00–09.00`, as Indonesians write the time."""
    mark = ":" if language() == "en" else "."
    return f"{value}{mark}00–{(int(value) + 1) % 24:02d}{mark}00"


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


def _large(times: Spread, text: str) -> Headline:
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
