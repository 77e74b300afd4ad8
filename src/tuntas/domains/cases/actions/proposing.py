"""A change that waits for its decision: proposed anew with what was corrected, taken back, or sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once

from .. import access, effects, facts
from ..models import Case, SentBack
from ..workflow import Status
from ._moving import change, locked, move

NOTHING: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def propose_anew(
    case_id: UUID | str,
    *,
    corrected: Mapping[str, str] = NOTHING,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Case:
    """Freeze what the register holds now beside what the case asks for, or what an officer corrected in it.

    The promise runs on, and what was proposed before is kept. Who proposes anew has accepted the case: they can't
    approve it.
    """
    with once(key, verb="cases.propose_anew", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_propose_anew(by, case, is_proposed=effects.of_case(case).is_proposed))
        changed = effects.propose_anew(case, corrected, by=by, at=at)
        case.accepted_by = UUID(by.id)
        if case.status == Status.REOPENED:
            move(case, Status.ACCEPTED, facts.CASE_PROPOSED_ANEW, by=by, at=at, corrected=changed)
        else:
            change(case, facts.CASE_PROPOSED_ANEW, by=by, at=at, corrected=changed)
        first.keep({})
    return case


@transaction.atomic
def take_back(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Keep one's own proposal from being decided until it is proposed anew; the promise runs on."""
    with once(key, verb="cases.take_back", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_take_back(by, case, is_proposed=effects.of_case(case).is_proposed))
        move(case, Status.REOPENED, facts.CASE_PROPOSAL_TAKEN_BACK, by=by, at=at)
        first.keep({})
    return case


@transaction.atomic
def send_back(case_id: UUID | str, *, reason: str, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Ask the officers to compare a proposal again, and say what; it costs the office's time, not the applicant's."""
    with once(key, verb="cases.send_back", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_send_back(by, case, is_proposed=effects.of_case(case).is_proposed))
        if not reason.strip():
            raise Refused(Decision(_("Write what the officer is to compare again.")))
        SentBack.objects.create(case=case, reason=reason.strip()[:500], by=UUID(by.id), at=at)
        move(case, Status.REOPENED, facts.CASE_PROPOSAL_SENT_BACK, by=by, at=at)
        first.keep({})
    return case
