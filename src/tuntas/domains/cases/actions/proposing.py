"""A change that waits for its approval is proposed anew, because the register changed in the meantime."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import update

from .. import access, effects, facts
from ..models import Case
from ._moving import locked, tell


@transaction.atomic
def propose_anew(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Freeze what the register holds now beside what the case asks for; the promise runs on.

    Who proposes anew has accepted the case: they can't approve it.
    """
    with once(key, verb="cases.propose_anew", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_propose_anew(by, case, is_proposed=effects.of_case(case).is_proposed))
        effects.accept(case, by=by, at=at)
        case.accepted_by = UUID(by.id)
        update(case, ("accepted_by",))
        tell(case, facts.CASE_PROPOSED_ANEW, by=by, at=at)
        first.keep({})
    return case
