"""Opening hours as a table: one line for each session of a weekday. What stands in the file is what will be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import access
from tuntas.domains.offices.actions._told import calendar_changed, lock_calendars
from tuntas.domains.offices.models import OpeningHours
from tuntas.domains.offices.queries import office_day
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Line, Plan, Sheet

from ._hours_cells import COLUMNS, cells_of, changes_from, find_overlaps, is_wrong, named_by, title_of, words_of
from ._planning import Planning, differences, may, reach


def _in_reach(by: Actor) -> Q:
    return Q(office=None) | Q(office__in=access.visible_offices(by))


def _rows(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    lasting = Q(to_on=None) | Q(to_on__gte=office_day(at))
    rows = OpeningHours.objects.filter(_in_reach(by), lasting)
    ordered = rows.order_by("office", "from_on", "effect", "weekday", "opens_minute")
    return [[words_of(cells_of(row))[column.name] for column in COLUMNS] for row in ordered]


def _plan(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    rows = {
        named_by(cells): (row, cells)
        for row in OpeningHours.objects.filter(_in_reach(by))
        if (cells := cells_of(row))
    }
    planning, mine, today = Planning(), reach(by), office_day(at)
    final = {named: cells for named, (_row, cells) in rows.items()}
    changed: dict[tuple[Any, ...], tuple[Line, date]] = {}
    for line in lines:
        cells, named = line.cells, named_by(line.cells)
        if planning.is_twice(line.number, "", named) or is_wrong(planning, line, mine):
            continue
        before = rows[named][1] if named in rows else None
        if before == cells:
            planning.leave(line.number, title_of(cells))
            continue
        from_on = changes_from(before, cells)
        may_be = access.can_change_hours(by, office_code=cells["office"] or None, from_on=from_on, today=today)
        if planning.refused(line.number, "office" if from_on >= today else "from_on", may_be):
            continue
        final[named] = cells
        changed[named] = (line, from_on)
        if before:
            planning.change(line.number, title_of(cells), differences(words_of(before), words_of(cells)))
        else:
            planning.add(line.number, title_of(cells))
    find_overlaps(planning, final, changed)
    return planning.done_by_clocks(lambda: _write(rows, final, changed, by, at))


def _write(
    rows: Any, final: Any, changed: dict[tuple[Any, ...], tuple[Line, date]], by: Actor, at: datetime
) -> None:
    first: dict[str, date] = {}
    for named, (_line, from_on) in changed.items():
        cells = final[named]
        row = rows[named][0] if named in rows else OpeningHours(office_id=cells["office"] or None)
        row.weekday, row.opens_minute, row.closes_minute = cells["weekday"], cells["opens"], cells["closes"]
        row.weeks_of_month, row.effect, row.label = (
            list(cells["weeks_of_month"]),
            cells["effect"],
            cells["label"],
        )
        row.from_on, row.to_on, row.also_on_holidays = (
            cells["from_on"],
            cells["to_on"],
            cells["also_on_holidays"],
        )
        row.save(force_insert=named not in rows)
        first[cells["office"]] = min(from_on, first.get(cells["office"], from_on))
    for office, from_on in first.items():
        calendar_changed(office or None, "hours", from_on, None, by=by, at=at)


HOURS = Sheet(
    name="hours",
    title=gettext_lazy("Opening hours"),
    about=gettext_lazy(
        "One line is one session of one weekday; without an office it holds for every office. To change ordinary "
        "hours, give the lines in force a last day in to_on and add the new ones from the day after."
    ),
    columns=COLUMNS,
    rows=_rows,
    plan=_plan,
    may=may,
    lock=lock_calendars,
)
