"""What is open at an office, and whom a change of hours concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.models import Promise
from tuntas.platform.journal.models import Fact

from .clock_faces import seconds_left


@dataclass(frozen=True)
class OpenRow:
    """One open promise of an office."""

    subject: str
    kind: str
    service_code: str
    minutes: int
    state: str
    due_at: datetime | None
    seconds_left: int


def open_of_office(office_code: str, at: datetime, *, limit: int = 200) -> list[OpenRow]:
    """The office's open promises, what is due first first; paused ones, which are not due, at the end."""
    rows = Promise.objects.filter(office_code=office_code, ended_at=None).order_by("due_at", "id")[:limit]
    found = list(rows)
    since = min([at, *(row.due_at for row in found if row.due_at)])
    calendar = offices.calendar(office_code, since=since.date() - timedelta(days=1))
    return [
        OpenRow(
            subject=row.subject,
            kind=row.kind,
            service_code=row.service_code,
            minutes=row.minutes,
            state=row.state,
            due_at=row.due_at,
            seconds_left=seconds_left(row, at, calendar),
        )
        for row in found
    ]


def offices_to_recalculate(fact_id: int) -> list[str]:
    """The offices with undecided promises that a change of hours concerns: the fact's own, or all of them."""
    office = Fact.objects.values_list("office", flat=True).get(pk=fact_id)
    if office:
        return [office]
    undecided = Promise.objects.filter(ended_at=None)
    return list(undecided.order_by("office_code").values_list("office_code", flat=True).distinct())
