"""A session of opening hours as the cells of a line: how they are read, written, named and compared."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tuntas.domains.offices.models import OpeningHours
from tuntas.domains.offices.queries.hours_sets import minute_words
from tuntas.domains.offices.rules import Effect
from tuntas.platform import tables
from tuntas.platform.tables import Column, Line, Unreadable

from ._planning import Planning

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = ("office", "weekday", "opens", "weeks_of_month", "from_on", "effect")  # which session a line speaks of
SAID = ("closes", "to_on", "also_on_holidays", "label")


def _weekday(cell: str) -> int:
    for names in (WEEKDAYS, ENGLISH):
        if cell.lower() in names:
            return names.index(cell.lower())
    raise Unreadable(_("Write one of: %(values)s.") % {"values": ", ".join(WEEKDAYS)})


def _weeks(cell: str) -> tuple[int, ...]:
    numbers = re.split(r"[\s,;]+", cell)
    if not all(number in {"1", "2", "3", "4", "5"} for number in numbers):
        raise Unreadable(_("Write the weeks of the month as numbers from 1 to 5 with spaces, for example 1 3."))
    return tuple(sorted({int(number) for number in numbers}))


COLUMNS = (
    Column("office", tables.text(20), required=False),
    Column("weekday", _weekday),
    Column("opens", tables.minute()),
    Column("closes", tables.minute()),
    Column("weeks_of_month", _weeks, required=False, empty=()),
    Column("from_on", tables.day()),
    Column("to_on", tables.day(), required=False, empty=None),
    Column("effect", tables.choice(effect.value for effect in Effect), required=False, empty="ordinary"),
    Column("also_on_holidays", tables.yes_or_no(), required=False, empty=False),
    Column("label", tables.text(80), required=False),
)


def cells_of(row: OpeningHours) -> dict[str, Any]:
    """A row as a line of the file would say it."""
    return {
        "office": row.office_id or "",
        "weekday": row.weekday,
        "opens": row.opens_minute,
        "closes": row.closes_minute,
        "weeks_of_month": tuple(row.weeks_of_month),
        "from_on": row.from_on,
        "to_on": row.to_on,
        "effect": row.effect,
        "also_on_holidays": row.also_on_holidays,
        "label": row.label,
    }


def words_of(cells: dict[str, Any]) -> dict[str, Any]:
    """As they are written in the file."""
    return {
        **cells,
        "weekday": WEEKDAYS[cells["weekday"]],
        "opens": minute_words(cells["opens"]),
        "closes": minute_words(cells["closes"]),
        "weeks_of_month": " ".join(map(str, cells["weeks_of_month"])),
    }


def is_wrong(planning: Planning, line: Line, mine: set[str]) -> bool:
    cells, number = line.cells, line.number
    before = len(planning.faults)
    if cells["office"] and cells["office"] not in mine:
        planning.fault(number, "office", _("There is no such office among yours."))
    if cells["opens"] >= cells["closes"]:
        planning.fault(number, "closes", _("An office opens before it closes."))
    if cells["to_on"] and cells["to_on"] < cells["from_on"]:
        planning.fault(number, "to_on", _("The last day is before the first."))
    if cells["effect"] == Effect.INSTEAD and not cells["to_on"]:
        planning.fault(number, "to_on", _("Hours in place of the ordinary ones need a last day."))
    return len(planning.faults) > before


def changes_from(before: dict[str, Any] | None, after: dict[str, Any]) -> date:
    """The first day on which an office would be open at other times than before."""
    if before is None or any(before[name] != after[name] for name in ("closes", "also_on_holidays")):
        return after["from_on"]  # type: ignore[no-any-return]
    ends = [end for end in (before["to_on"], after["to_on"]) if end]
    return min(ends) + timedelta(days=1) if before["to_on"] != after["to_on"] else date.max


def find_overlaps(planning: Planning, final: Any, changed: dict[tuple[Any, ...], tuple[Line, date]]) -> None:
    """Two sessions of the same kind at the same time mean that somebody forgot to end the former ones."""
    beside: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for named, cells in final.items():
        beside[cells["office"], cells["weekday"], cells["effect"]].append(named)
    for named, (line, _from_on) in changed.items():
        cells = final[named]
        for other in beside[cells["office"], cells["weekday"], cells["effect"]]:
            if other != named and _overlap(cells, final[other]):
                words = _("These hours overlap with those from %(day)s. Give those a last day.")
                planning.fault(line.number, "from_on", words % {"day": final[other]["from_on"]})
                break


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    weeks = set(one["weeks_of_month"]), set(other["weeks_of_month"])
    return (
        one["from_on"] <= (other["to_on"] or date.max)
        and other["from_on"] <= (one["to_on"] or date.max)
        and one["opens"] < other["closes"]
        and other["opens"] < one["closes"]
        and (not weeks[0] or not weeks[1] or bool(weeks[0] & weeks[1]))
    )


def named_by(cells: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(cells[name] for name in NAMED)


def title_of(cells: dict[str, Any]) -> str:
    words = words_of(cells)
    return (
        f"{words['office'] or '*'}: {words['weekday']} {words['opens']}–{words['closes']}, {words['from_on']}"
    )
