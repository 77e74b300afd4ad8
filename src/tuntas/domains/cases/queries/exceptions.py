"""What the level above reads about emergencies in which somebody handled a case of their own family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.domains.offices import queries as offices

from ..models import FamilyException


@dataclass(frozen=True)
class ExceptionRow:
    """Who handled which case of their own family, and why."""

    case_id: UUID
    reference: str
    office_code: str
    office: str
    person: str
    reason: str
    at: datetime


def exceptions_of(
    office_codes: Iterable[str], *, except_by: str, since: datetime | None = None, limit: int = 50
) -> list[ExceptionRow]:
    """The newest exceptions at these offices, without one's own: those are for one's own superior."""
    found = FamilyException.objects.filter(office_code__in=sorted(office_codes)).exclude(by=except_by)
    if since:
        found = found.filter(at__gte=since)
    rows = list(found.select_related("case").order_by("-at")[:limit])
    names = offices.office_names({row.office_code for row in rows})
    people = offices.staff_names({row.by for row in rows})
    return [
        ExceptionRow(
            row.case_id,
            row.case.reference or "",
            row.office_code,
            names.get(row.office_code, ""),
            people.get(row.by, ""),
            row.reason,
            row.at,
        )
        for row in rows
    ]
