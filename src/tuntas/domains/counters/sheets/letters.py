"""The letters of the queue as a table: one line for each letter of an office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries.reach import offices_of
from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Column, Line, Plan, Sheet

from .. import access, actions
from ..models import ServiceGroup
from ..queries.groups import Group, everyones, groups_of_each
from ..rules import LETTERS
from ._planning import BETWEEN, Planning

MOST_MINUTES = 240


def _letters(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    own = groups_of_each(by.offices)
    for code, _name in offices_of(by, open_on=offices.office_day(at)):
        for group in own.get(code, everyones()):
            yield code, group.letter, *_cells(group)


def _cells(group: Group) -> tuple[Any, ...]:
    return group.name_id, group.name_en, BETWEEN.join(group.services), group.agency, group.minutes


def _plan_letters(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    planning, own = Planning(by), groups_of_each(by.offices)
    known = {one.code for one in catalogue.services(offices.office_day(at))}
    asked: set[tuple[str, str]] = set()
    for line in lines:
        services = tuple(line["services"].split())
        if planning.is_refused(line, line["letter"]):
            continue
        if unknown := [one for one in services if one not in known]:
            planning.fault(line, "services", _("There is no service %(code)s.") % {"code": unknown[0]})
            continue
        if twice := [one for one in services if (line["office"], one) in asked]:
            planning.fault(
                line, "services", _("%(code)s stands under another letter already.") % {"code": twice[0]}
            )
            continue
        asked |= {(line["office"], one) for one in services}
        group = Group(
            line["letter"], line["name"], line["name_en"], services, line["agency"], int(line["minutes"])
        )
        there = {one.letter: one for one in own.get(line["office"], everyones())}
        before = there.get(group.letter)
        planning.put(
            line,
            f"{line['office']} {group.letter}",
            _cells(before) if before else None,
            _cells(group),
            lambda office=line["office"], group=group: actions.set_up_group(office, group, by=by, at=at),  # type: ignore[misc]
        )
    return planning.done()


LETTERS_SHEET = Sheet(
    name="letters",
    title=gettext_lazy("Letters of the queue"),
    about=gettext_lazy(
        "One line is one letter of one office: what it is called, the codes of its services with spaces between them, "
        "whose it is if another agency's, and how many minutes serving one takes."
    ),
    columns=(
        Column("office", tables.text(20)),
        Column("letter", tables.choice(LETTERS)),
        Column("name", tables.text(60)),
        Column("name_en", tables.text(60)),
        Column("services", tables.text(1000), required=False),
        Column("agency", tables.text(60), required=False),
        Column("minutes", tables.number(1, MOST_MINUTES)),
    ),
    rows=_letters,
    plan=_plan_letters,
    may=access.can_set_up_some,
    lock=lambda: list(ServiceGroup.objects.select_for_update().order_by("pk").values_list("pk")),
)
