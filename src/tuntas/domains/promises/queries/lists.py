"""What is open at an office, what was kept, and whom a change of hours concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Count, Q

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind, State
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


@dataclass(frozen=True)
class Tally:
    """How the promises that ended in a stretch of time turned out. Void ones are counted apart, never as kept."""

    kept: int
    broken: int
    void: int

    @property
    def decided(self) -> int:
        return self.kept + self.broken

    @property
    def share_kept(self) -> Fraction | None:
        """Kept of those that were decided; None when none was."""
        return Fraction(self.kept, self.decided) if self.decided else None


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


def tally(
    *, kind: Kind = Kind.DELIVER, since: datetime, until: datetime, office_code: str | None = None
) -> Tally:
    """Count by outcome what ended from `since` up to but without `until`, at one office or at all."""
    ended = Promise.objects.filter(kind=kind, ended_at__gte=since, ended_at__lt=until)
    if office_code is not None:
        ended = ended.filter(office_code=office_code)
    return Tally(
        **ended.aggregate(
            kept=Count("id", filter=Q(state=State.KEPT)),
            broken=Count("id", filter=Q(state=State.BROKEN)),
            void=Count("id", filter=Q(state=State.VOID)),
        )
    )


def tallies(*, kind: Kind = Kind.DELIVER, since: datetime, until: datetime) -> dict[str, Tally]:
    """The same count for every office where something ended, in one question to the database."""
    ended = Promise.objects.filter(kind=kind, ended_at__gte=since, ended_at__lt=until).order_by()
    counted = ended.values("office_code").annotate(
        kept=Count("id", filter=Q(state=State.KEPT)),
        broken=Count("id", filter=Q(state=State.BROKEN)),
        void=Count("id", filter=Q(state=State.VOID)),
    )
    rows = counted.values_list("office_code", "kept", "broken", "void")
    return {office_code: Tally(kept, broken, void) for office_code, kept, broken, void in rows}


def offices_to_recalculate(fact_id: int) -> list[str]:
    """The offices with undecided promises that a change of hours concerns: the fact's own, or all of them."""
    office = Fact.objects.values_list("office", flat=True).get(pk=fact_id)
    if office:
        return [office]
    undecided = Promise.objects.filter(ended_at=None)
    return list(undecided.order_by("office_code").values_list("office_code", flat=True).distinct())
