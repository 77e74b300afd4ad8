"""Closures, and holidays on which an office works, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.actions._told import calendar_changed, lock_calendars
from tuntas.domains.offices.models import Closure, Holiday, OpenDay
from tuntas.domains.offices.queries import office_day
from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Column, Line, Plan, Sheet

from ._planning import Planning, differences, may, reach

CLOSED, OPEN = "closed", "open"
COLUMNS = (
    Column("office", tables.text(20), required=False),
    Column("kind", tables.choice([CLOSED, OPEN])),
    Column("from_on", tables.day()),
    Column("to_on", tables.day()),
    Column("reason", tables.text(200)),
)
Named = tuple[str, str, date]


def _there(by: Actor, today: date) -> dict[Named, Closure | OpenDay]:
    in_reach = Q(office__in=access.visible_offices(by))
    closures = Closure.objects.filter(in_reach | Q(office=None), to_on__gte=today - timedelta(days=366))
    open_days = OpenDay.objects.filter(in_reach, on__gte=today - timedelta(days=366))
    found: dict[Named, Closure | OpenDay] = {
        (row.office_id or "", CLOSED, row.from_on): row for row in closures
    }
    return found | {(row.office_id, OPEN, row.on): row for row in open_days}


def _said(row: Closure | OpenDay) -> dict[str, Any]:
    return {"to_on": row.to_on if isinstance(row, Closure) else row.on, "reason": row.reason}


def _rows(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    today = office_day(at)
    for (office, kind, from_on), row in sorted(_there(by, today).items()):
        if (said := _said(row))["to_on"] >= today:
            yield office, kind, from_on, said["to_on"], said["reason"]


def _plan(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    planning, mine, today = Planning(), reach(by), office_day(at)
    there = _there(by, today)
    holidays = set(Holiday.objects.filter(is_dropped=False).values_list("on", flat=True))
    todo: list[tuple[Line, Closure | OpenDay | None, date]] = []
    for line in lines:
        named = (line["office"], line["kind"], line["from_on"])
        if planning.is_twice(line.number, "", named) or _is_wrong(planning, line, mine, holidays):
            continue
        row = there.get(named)
        said = {name: line[name] for name in ("to_on", "reason")}
        if row and said == _said(row):
            planning.leave(line.number, _title(line))
            continue
        from_on = _changes_from(row, line)
        may_be = access.can_change_hours(by, office_code=line["office"] or None, from_on=from_on, today=today)
        if planning.refused(line.number, "from_on" if from_on < today else "office", may_be):
            continue
        todo.append((line, row, from_on))
        if row:
            planning.change(line.number, _title(line), differences(_said(row), said))
        else:
            planning.add(line.number, _title(line), line["reason"])

    def write() -> None:
        for line, row, from_on in todo:
            _write(line, row, from_on, by, at)

    return planning.done_by_clocks(write)


def _write(line: Line, row: Closure | OpenDay | None, from_on: date, by: Actor, at: datetime) -> None:
    office, reason = line["office"] or None, line["reason"]
    if row is None and line["kind"] == OPEN:
        actions.open_on_holiday(line["office"], on=line["from_on"], reason=reason, by=by, at=at)
    elif row is None:
        actions.close_office(office, from_on=line["from_on"], to_on=line["to_on"], reason=reason, by=by, at=at)
    else:
        if isinstance(row, Closure):
            row.to_on = line["to_on"]
        row.reason = reason
        row.save()
        calendar_changed(office, "closure", min(from_on, line["to_on"]), line["to_on"], by=by, at=at)


def _is_wrong(planning: Planning, line: Line, mine: set[str], holidays: set[date]) -> bool:
    before = len(planning.faults)
    if line["office"] and line["office"] not in mine:
        planning.fault(line.number, "office", _("There is no such office among yours."))
    if line["to_on"] < line["from_on"]:
        planning.fault(line.number, "to_on", _("The last day is before the first."))
    if line["kind"] == OPEN and not line["office"]:
        planning.fault(line.number, "office", _("Say which office works on the holiday."))
    if line["kind"] == OPEN and line["to_on"] != line["from_on"]:
        planning.fault(
            line.number, "to_on", _("Write each holiday on which an office works in a line of its own.")
        )
    if line["kind"] == OPEN and line["from_on"] not in holidays:
        planning.fault(line.number, "from_on", _("This day is no holiday, so the office is open anyway."))
    return len(planning.faults) > before


def _changes_from(row: Closure | OpenDay | None, line: Line) -> date:
    if row is None:
        return line["from_on"]  # type: ignore[no-any-return]
    before = _said(row)["to_on"]
    return min(before, line["to_on"]) + timedelta(days=1) if before != line["to_on"] else date.max


def _title(line: Line) -> str:
    return f"{line['office'] or '*'}: {line['kind']}, {line['from_on']} – {line['to_on']}"


DAYS = Sheet(
    name="days",
    title=gettext_lazy("Closures and open holidays"),
    about=gettext_lazy(
        "One line shuts an office for some days (closed), or lets it work on a holiday (open). Without an office it "
        "shuts every office."
    ),
    columns=COLUMNS,
    rows=_rows,
    plan=_plan,
    may=may,
    lock=lock_calendars,
)
