"""Who is on duty today, who holds how much, who was active last, and what was passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tuntas.domains.cases.queries import unit
from tuntas.domains.cases.queries.unit import Held
from tuntas.domains.offices import queries as offices
from tuntas.platform.journal import at_offices as journal

TAKEN_BACK_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class PersonLine:
    """One person of the staff; not on duty is who holds cases without a posting in force."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    held: Held
    last_at: datetime | None
    is_on_duty: bool


@dataclass(frozen=True)
class PassedOn:
    """What was passed on since yesterday, and whether it can still be taken back."""

    id: UUID
    held_by: str
    given_to: str
    by: str
    at: datetime
    count: int
    undone_at: datetime | None


def people_at(office_code: str, at: datetime) -> tuple[list[PersonLine], list[tuple[UUID, str]]]:
    """Everybody on duty today and everybody who holds a case; and who of them may be given cases."""
    duty = offices.on_duty(office_code, offices.office_day(at))
    held = unit.held_by(office_code)
    last = journal.last_done(office_code, since=_midnight(at))
    absent = offices.staff_names(held.keys() - {one.id for one in duty})
    lines = [
        PersonLine(one.id, one.name, one.roles, held.get(one.id, Held()), last.get(str(one.id)), True)
        for one in duty
    ]
    lines += [
        PersonLine(one, name, (), held[one], last.get(str(one)), False)
        for one, name in sorted(absent.items(), key=lambda pair: pair[1])
    ]
    return lines, [(one.id, one.name) for one in duty if one.is_officer]


def passed_on(office_code: str, at: datetime) -> list[PassedOn]:
    """What was passed on since yesterday, the newest first."""
    rows = unit.reassignments_of(office_code, since=at - TAKEN_BACK_WITHIN)
    people = {one for row in rows for one in (row.held_by, row.given_to, row.by) if one}
    names = offices.staff_names(people) if people else {}
    return [
        PassedOn(
            row.pk,
            names.get(row.held_by, ""),
            names.get(row.given_to, "") if row.given_to else _("the queue"),
            names.get(row.by, ""),
            row.at,
            len(row.cases),
            row.undone_at,
        )
        for row in rows
    ]


def _midnight(at: datetime) -> datetime:
    return datetime.combine(timezone.localdate(at), time(), timezone.get_default_timezone())
