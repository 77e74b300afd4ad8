"""Counters as a table: one line for each counter of an office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.platform import tables
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Column, Line, Plan, Sheet

from .. import access, actions
from ..models import Counter
from ..queries.groups import everyones, groups_of_each
from ._planning import BETWEEN, Planning


def _counters(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    rows = Counter.objects.filter(office_code__in=by.offices).order_by("office_code", "number")
    for row in rows:
        yield row.office_code, row.number, *_counter_cells(row)


def _counter_cells(row: Counter) -> tuple[str, str, str]:
    return BETWEEN.join(row.letters), row.agency, "yes" if row.is_in_use else "no"


def _plan_counters(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    planning, own = Planning(by), groups_of_each(by.offices)
    there = {(row.office_code, row.number): row for row in Counter.objects.filter(office_code__in=by.offices)}
    for line in lines:
        office, number = line["office"], int(line["number"])
        letters = sorted(set(line["letters"].upper().split()))
        if planning.is_refused(line, str(number)):
            continue
        if unknown := set(letters) - {one.letter for one in own.get(office, everyones())}:
            planning.fault(
                line, "letters", _("This office has no letter %(letter)s.") % {"letter": min(unknown)}
            )
            continue
        before = there.get((office, number))
        planning.put(
            line,
            f"{office} {number}",
            _counter_cells(before) if before else None,
            (BETWEEN.join(letters), line["agency"], "yes" if line["in_use"] else "no"),
            lambda office=office, number=number, letters=letters, line=line: actions.set_up_counter(  # type: ignore[misc]
                office,
                number,
                letters=letters,
                agency=line["agency"],
                is_in_use=line["in_use"],
                by=by,
                at=at,
            ),
        )
    return planning.done()


COUNTERS_SHEET = Sheet(
    name="counters",
    title=gettext_lazy("Counters"),
    about=gettext_lazy(
        "One line is one counter of one office, by its number: the letters that it calls with spaces between them, whose "
        "it is if another agency's, and whether it is in use. A counter is never deleted."
    ),
    columns=(
        Column("office", tables.text(20)),
        Column("number", tables.number(1, 999)),
        Column("letters", tables.text(60)),
        Column("agency", tables.text(60), required=False),
        Column("in_use", tables.yes_or_no(), required=False, empty=True),
    ),
    rows=_counters,
    plan=_plan_counters,
    may=access.can_set_up_some,
)
