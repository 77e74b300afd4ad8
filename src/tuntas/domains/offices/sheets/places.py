"""Offices as a table: one line for each, by its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.actions import Description
from tuntas.domains.offices.actions.places import can_be_called, can_be_described, can_days_change
from tuntas.domains.offices.models import Office
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import OfficeKind
from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Column, Line, Plan, Sheet

from ._planning import Planning, differences, may

DESCRIBED = ("name", "address", "telephone", "latitude", "longitude", "active_from", "active_to")
COLUMNS = (
    Column("code", tables.text(20)),
    Column("kind", tables.choice(kind.value for kind in OfficeKind)),
    Column("region", tables.text(13)),
    Column("name", tables.text(120)),
    Column("address", tables.text(200), required=False),
    Column("telephone", tables.text(40), required=False),
    Column("latitude", tables.number(-90, 90, places=6), required=False, empty=None),
    Column("longitude", tables.number(-180, 180, places=6), required=False, empty=None),
    Column("active_from", tables.day(), required=False, empty=None),
    Column("active_to", tables.day(), required=False, empty=None),
)


def _rows(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    return access.visible_offices(by).order_by("code").values_list("code", "kind", "region_id", *DESCRIBED)


def _plan(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    there = {office.code: office for office in access.visible_offices(by)}
    planning, todo = Planning(), list[tuple[Line, Description, bool]]()
    for line in lines:
        if planning.is_twice(line.number, "code", line["code"]):
            continue
        office = there.get(line["code"])
        said = {name: line[name] for name in DESCRIBED if name in line.said}
        description = replace(Description.of(office), **said) if office else Description(**said)
        if not _is_refused(planning, line, office, description, by, at):
            _put(planning, line, office, description)
            todo.append((line, description, office is None))

    def write() -> None:
        for line, description, is_new in todo:
            if is_new:
                kind = OfficeKind(line["kind"])
                actions.add_office(
                    line["code"], kind=kind, region_code=line["region"], description=description, by=by, at=at
                )
            else:
                actions.describe_office(line["code"], description, by=by, at=at)

    return planning.done_by_clocks(write)


def _put(planning: Planning, line: Line, office: Office | None, description: Description) -> None:
    name = f"{description.name} ({line['code']})"
    if office is None:
        planning.add(line.number, name)
    elif details := differences(asdict(Description.of(office)), asdict(description)):
        planning.change(line.number, name, details)
    else:
        planning.leave(line.number, name)


def _is_refused(
    planning: Planning, line: Line, office: Office | None, description: Description, by: Actor, at: datetime
) -> bool:
    number = line.number
    if office is None:
        called = can_be_called(line["code"], kind=OfficeKind(line["kind"]), region_code=line["region"])
        return (
            planning.refused(number, "region", access.can_add_office(by, region_code=line["region"]))
            or planning.refused(number, "code", called)
            or planning.refused(number, "", can_be_described(description))
        )
    for column, stands in (("kind", office.kind), ("region", office.region_id)):
        if line[column] != stands:
            words = _("This is %(value)s and does not change. Add another office instead.")
            planning.fault(number, column, words % {"value": stands})
            return True
    before = Description.of(office)
    if description == before:
        return False
    return planning.refused(
        number, "code", access.can_change_office(by, office_code=office.code)
    ) or planning.refused(
        number, "", can_be_described(description), can_days_change(before, description, office_day(at))
    )


PLACES = Sheet(
    name="offices",
    title=gettext_lazy("Offices"),
    about=gettext_lazy(
        "One line is one office, by its code. A column that you leave out erases nothing; an office that closes for "
        "good gets its last day in active_to."
    ),
    columns=COLUMNS,
    rows=_rows,
    plan=_plan,
    may=may,
)
