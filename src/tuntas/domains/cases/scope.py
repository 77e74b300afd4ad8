"""Which cases exist for whom: an office's own, or the one case that a resident proved. All others do not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.prepared import Prepared

from .models import Case
from .workflow import Status

# Who keeps the system works for no resident: no case exists for an administrator.
HANDLES_CASES = frozenset({Role.OFFICER, Role.REGISTRAR, Role.HEAD_OF_UNIT, Role.AGENCY_HEAD})


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases that exist for this actor: an office's own, or the one case that a resident proved."""
    if actor.is_staff:
        return of_offices(offices_of(actor))
    if actor.is_resident:
        return Case.objects.filter(pk=actor.id)
    return Case.objects.none()


def offices_of(actor: Actor) -> list[str]:
    """The offices whose cases exist for this member of staff: none for who keeps the system."""
    return sorted(actor.offices) if actor.is_staff and actor.role in HANDLES_CASES else []


def of_offices(offices: Iterable[str]) -> QuerySet[Case]:
    """What an office has been given: everything but drafts."""
    return Case.objects.filter(office_code__in=offices).exclude(status=Status.DRAFT)


def seen_by(actor: Actor, case_id: UUID | str) -> Case | None:
    """The case if it exists for this actor."""
    return _one(actor, case_id, lock=False)


def locked_for(actor: Actor, case_id: UUID | str) -> Case | None:
    """The case if it exists for this actor, locked until the transaction ends."""
    return _one(actor, case_id, lock=True)


def _one(actor: Actor, case_id: UUID | str, *, lock: bool) -> Case | None:
    if actor.is_staff and actor.role not in HANDLES_CASES:
        return None
    scope = sorted(actor.offices) if actor.is_staff else [actor.id]
    case: Case | None = _ONE.first(UUID(str(case_id)), actor.kind, scope, lock)
    return case


def _made(case_id: UUID, kind: Kind, scope: Sequence[str], lock: bool) -> QuerySet[Case]:
    exist = of_offices(scope) if kind is Kind.STAFF else visible_to(Actor(kind, scope[0]))
    found = exist.filter(pk=case_id)
    return found.select_for_update(of=("self",)) if lock else found


_ONE = Prepared(_made)
