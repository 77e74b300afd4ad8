"""What becomes of the cases that somebody held who is no longer an officer of their office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import Actor

from .. import facts
from ..models import Case
from ..queries.stranded import stranded
from ..workflow import Status
from ._moving import move


def release_stranded(*, by: Actor, at: datetime, staff_id: UUID | str | None = None) -> int:
    """Give each case back to its office's queue whose holder left or was moved; how many. Run twice it finds none.

    It looks at who is an officer today, not at how that ended: a last day that came, a posting ended at once, an
    account switched off, a paper that arrived for somebody who is gone.
    """
    found = stranded(offices.office_day(at), staff_id=staff_id)
    return sum(_release(case_id, held_by, by=by, at=at) for case_id, held_by in found)


@transaction.atomic
def _release(case_id: UUID, held_by: UUID, *, by: Actor, at: datetime) -> int:
    """One case a transaction: an officer at work on another waits for none of these."""
    case = Case.objects.select_for_update().filter(pk=case_id, taken_by=held_by, status=Status.TAKEN).first()
    if case is None:
        return 0
    case.taken_by, case.taken_at = None, None
    move(case, Status.SUBMITTED, facts.CASE_RELEASED, by=by, at=at, held_by=str(held_by))
    return 1
