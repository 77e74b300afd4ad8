"""Holidays and joint leave as a table: one line for each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.actions._told import lock_calendars
from tuntas.domains.offices.models import Holiday
from tuntas.domains.offices.queries import office_day
from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision
from tuntas.platform.tables import Column, Line, Plan, Sheet

from ._planning import Planning, differences

COLUMNS = (
    Column("on", tables.day()),
    Column("name", tables.text(120)),
    Column("is_joint_leave", tables.yes_or_no(), required=False, empty=False),
)


def _may(by: Actor) -> Decision:
    return access.can_change_hours(by, office_code=None)


def _rows(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    return Holiday.objects.filter(is_dropped=False).values_list("on", "name", "is_joint_leave")


def _plan(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    there = {row.on: row for row in Holiday.objects.filter(is_dropped=False)}
    planning, todo, today = Planning(), list[Line](), office_day(at)
    for line in lines:
        if planning.is_twice(line.number, "on", line["on"]):
            continue
        title, row = f"{line['on']}: {line['name']}", there.get(line["on"])
        said: dict[str, Any] = {name: line[name] for name in ("name", "is_joint_leave") if name in line.said}
        details = differences({name: getattr(row, name) for name in said}, said) if row else []
        if row and not details:
            planning.leave(line.number, title)
            continue
        may = access.can_change_hours(by, office_code=None, from_on=line["on"], today=today)
        if planning.refused(line.number, "on", may):
            continue
        todo.append(line)
        if row:
            planning.change(line.number, title, details)
        else:
            planning.add(line.number, title)

    def write() -> None:
        for line in todo:
            joint = (
                line["is_joint_leave"] if "is_joint_leave" in line.said else _is_joint(there.get(line["on"]))
            )
            actions.add_holiday(line["on"], name=line["name"], is_joint_leave=joint, by=by, at=at)

    return planning.done_by_clocks(write)


def _is_joint(row: Holiday | None) -> bool:
    return row is not None and row.is_joint_leave


HOLIDAYS = Sheet(
    name="holidays",
    title=gettext_lazy("Holidays and joint leave"),
    about=gettext_lazy("One line is one day on which offices are shut, unless they themselves say otherwise."),
    columns=COLUMNS,
    rows=_rows,
    plan=_plan,
    may=_may,
    lock=lock_calendars,
)
