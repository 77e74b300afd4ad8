"""An emergency: somebody handles a case of their own family, because nobody else is there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure

from .. import access, facts
from ..models import Case, FamilyException
from ..rules import SHORTEST_REASON
from ._moving import tell, there


@transaction.atomic
def claim_exception(case_id: UUID | str, reason: str, *, by: Actor, at: datetime) -> Case:
    """Let the actor handle this case of their own family; the applicant and the level above see it. Twice is once."""
    case = there(case_id, by)
    ensure(access.can_claim_exception(by, case))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(Decision(_("Say in a sentence why nobody else can do it: the level above reads it.")))
    if not FamilyException.objects.filter(case=case, by=by.id).exists():
        FamilyException.objects.create(
            case=case, office_code=case.office_code, reason=reason[:1000], by=UUID(by.id), at=at
        )
        tell(case, facts.CASE_EXCEPTION_CLAIMED, by=by, at=at)
    return case
