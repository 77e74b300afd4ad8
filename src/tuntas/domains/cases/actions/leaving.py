"""What becomes of the cases that somebody held who no longer works here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.platform.actors import Actor

from .. import facts
from ..models import Case
from ..workflow import Status
from ._moving import move


def release_all_of(staff_id: UUID | str, *, by: Actor, at: datetime) -> int:
    """Give each case that this person took back to its office's queue; how many. Run twice it finds none."""
    held = Case.objects.filter(taken_by=staff_id, status=Status.TAKEN).order_by("pk")
    return sum(_release(case_id, staff_id, by=by, at=at) for case_id in held.values_list("pk", flat=True))


@transaction.atomic
def _release(case_id: UUID, staff_id: UUID | str, *, by: Actor, at: datetime) -> int:
    """One case a transaction: an officer at work on another waits for none of these."""
    case = Case.objects.select_for_update().filter(pk=case_id, taken_by=staff_id, status=Status.TAKEN).first()
    if case is None:
        return 0
    case.taken_by, case.taken_at = None, None
    move(case, Status.SUBMITTED, facts.CASE_RELEASED, by=by, at=at, held_by=str(staff_id))
    return 1
