"""Cases in the hands of somebody who is no longer an officer of their office, and what somebody holds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tuntas.domains.offices import queries as offices

from ..models import Case
from ..workflow import Status

AT_ONCE = 500
_OVER = [Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]


def stranded(on: date, *, staff_id: UUID | str | None = None) -> list[tuple[UUID, UUID]]:
    """Case and holder of what is being checked by nobody who may: at most so many, the oldest first. Three queries."""
    held = _open(staff_id).filter(status=Status.TAKEN)
    holders = held.order_by().values_list("taken_by", "office_code").distinct()
    pairs = {(person, office) for person, office in holders if person}
    gone = pairs - offices.officers_among(pairs, on)
    if not gone:
        return []
    theirs = held.filter(
        taken_by__in={person for person, _office in gone}, office_code__in={office for _person, office in gone}
    )
    rows = theirs.order_by("submitted_at", "pk").values_list("pk", "taken_by", "office_code")
    return [(pk, person) for pk, person, office in rows if person and (person, office) in gone][:AT_ONCE]


def held_cases(staff_id: UUID | str, office_code: str | None = None) -> int:
    """How many cases somebody is checking, or will go on checking when a paper comes; at one office or at all."""
    held = _open(staff_id).filter(status__in=[Status.TAKEN, Status.RETURNED], accepted_at=None)
    return (held.filter(office_code=office_code) if office_code else held).count()


def _open(staff_id: UUID | str | None) -> QuerySet[Case]:
    # As the partial index names it: what is over is not looked at, however much that is.
    held = Case.objects.exclude(status__in=_OVER).filter(taken_by__isnull=False)
    return held.filter(taken_by=staff_id) if staff_id else held
