"""Where the marks of the drawings stand: the wait of each hour and rank, and the share that was called in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..rules.ranks import RANKS
from ..rules.waiting import MOST_MINUTES, Waited
from ..showing import axes
from ..showing.axes import Label
from ..showing.cells import percent
from . import words

HOURS_NAMED = 8
By = Mapping[str, Waited]


@dataclass(frozen=True)
class Mark:
    """One hour or rank: a bar, and a thin line that reaches above it."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    top: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing and what it shows in words; all its figures stand in the table of the same."""

    name: str
    title: str
    legend: str
    description: str
    ticks: tuple[Label, ...]
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]
    limit: str = ""


def drawings(by_hour: By, by_rank: By) -> list[Drawing]:
    """Waits and shares, hour by hour, and waits by rank; none when too few came."""
    found = [_by_hour(by_hour), _in_time(by_hour), _by_rank(by_rank)]
    return [one for one in found if one]


def _by_hour(by_hour: By) -> Drawing | None:
    hours = sorted(by_hour)
    known = _known(hours, by_hour)
    if not known:
        return None
    worst = max(known, key=lambda hour: by_hour[hour].wait.last or 0)
    description = _(
        "Longest from %(hour)s: half waited %(median)s minutes or less, 95 of 100 at most %(last)s. "
        "All figures stand in the table of hours."
    ) % {"hour": words.hour(worst), "median": by_hour[worst].wait.median, "last": by_hour[worst].wait.last}
    title = _("Minutes waited, by the hour in which people came")
    return _waits("waits", title, description, hours, by_hour, axes.below(hours, most=HOURS_NAMED))


def _by_rank(by_rank: By) -> Drawing | None:
    """Nothing to compare is not drawn."""
    names = words.ranks()
    ranks = [rank for rank in RANKS if rank in by_rank]
    known = _known(ranks, by_rank)
    if len(known) < 2:
        return None
    said = _("%(rank)s: half waited %(median)s minutes or less, 95 of 100 at most %(last)s.")
    each = [
        said % {"rank": names[rank], "median": by_rank[rank].wait.median, "last": by_rank[rank].wait.last}
        for rank in known
    ]
    description = " ".join([*each, _("All figures stand in the table of turns.")])
    title = _("Minutes waited, by whose turn comes first")
    labels = axes.below([names[rank] for rank in ranks], most=len(ranks))
    return _waits("ranks", title, description, ranks, by_rank, labels)


def _waits(
    name: str, title: str, description: str, values: Sequence[str], by: By, labels: tuple[Label, ...]
) -> Drawing:
    waits = {value: by[value].wait for value in _known(values, by)}
    top = axes.round_top(max(MOST_MINUTES, *(one.last or 0 for one in waits.values())))
    return Drawing(
        name=name,
        title=title,
        legend=_("bar: half of all; thin line: 95 of 100; dashed: 15 minutes"),
        description=description,
        ticks=axes.up_to(top),
        labels=labels,
        marks=tuple(
            _mark(values, value, (one.median or 0) / top, (one.last or 0) / top) for value, one in waits.items()
        ),
        limit=axes.height(MOST_MINUTES / top),
    )


def _known(values: Sequence[str], by: By) -> list[str]:
    return [value for value in values if by[value].wait.median is not None]


def _in_time(by_hour: By) -> Drawing | None:
    hours = sorted(by_hour)
    known = {hour: float(one.exact) for hour in hours if (one := by_hour[hour].in_time)}
    if not known:
        return None
    least = min(known, key=lambda hour: known[hour])
    description = _("Least from %(hour)s: %(share)s %%. All figures stand in the table of hours.") % {
        "hour": words.hour(least),
        "share": percent(by_hour[least].in_time.exact),  # type: ignore[union-attr]
    }
    return Drawing(
        name="in-time",
        title=_("Called within 15 minutes, by the hour in which people came"),
        legend=_("of all who were called"),
        description=description,
        ticks=axes.shares(),
        labels=axes.below(hours, most=HOURS_NAMED),
        marks=tuple(_mark(hours, hour, part) for hour, part in known.items()),
    )


def _mark(values: Sequence[str], value: str, part: float, reach: float = 0.0) -> Mark:
    slot = axes.slot(len(values))
    left = axes.LEFT + slot * (values.index(value) + 0.2)
    return Mark(
        x=axes.number(left),
        y=axes.height(part),
        width=axes.number(slot * 0.6),
        height=axes.number((axes.BOTTOM - axes.TOP) * part),
        middle=axes.number(left + slot * 0.3),
        top=axes.height(reach) if reach else "",
    )
