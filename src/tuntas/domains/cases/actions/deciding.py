"""Decisions: the registrar approves, the head of unit decides a contested return."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.documents import actions as document_actions
from tuntas.domains.documents import queries as documents
from tuntas.domains.promises import actions as promises
from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once

from .. import access, effects, facts, queries
from ..models import Case, Return
from ..workflow import Status
from ._moving import NotThere, locked, move, tell


@transaction.atomic
def approve(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Approve what another accepted: the register enters the event and the documents are ordered."""
    with once(key, verb="cases.approve", by=by) as first, journal.at_once():
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_approve(by, case))
        case.approved_by, case.approved_at = UUID(by.id), at
        move(case, Status.APPROVED, facts.CASE_APPROVED, by=by, at=at)
        effects.apply(case, by=by, at=at)
        first.keep({})
    return case


@transaction.atomic
def decide_contest(
    case_id: UUID | str, *, overturn: bool, reason: str, by: Actor, at: datetime, key: str | None = None
) -> Case:
    """Uphold a return (the clock waits again from now) or overturn it (as if it had never waited)."""
    with once(key, verb="cases.decide_contest", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        returned = case.returns.select_for_update().filter(closed_at=None).first()
        ensure(access.can_decide_contest(by, case, returned))
        if not reason.strip():
            raise Refused(Decision(_("Write the reason: the applicant reads it.")))
        assert returned is not None  # noqa: S101 – what can_decide_contest just said
        _write_verdict(returned, overturn=overturn, reason=reason, by=by, at=at)
        if overturn:
            promises.erase_pause(case.stream, queries.running_clock(case), by=by, at=at)
            to = Status(returned.came_from)
            move(case, to, facts.CASE_RETURN_OVERTURNED, by=by, at=at, requirement=returned.requirement)
        else:
            promises.uphold_pause(case.stream, queries.running_clock(case), by=by, at=at)
            tell(case, facts.CASE_RETURN_UPHELD, by=by, at=at, requirement=returned.requirement)
        first.keep({})
    return case


@transaction.atomic
def withdraw_document(
    case_id: UUID | str,
    document_id: UUID | str,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Case:
    """Make an issued document void: whoever checks it sees so at once."""
    with once(key, verb="cases.withdraw_document", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_withdraw_document(by, case))
        if reason not in WITHDRAWN_BECAUSE:
            raise Refused(Decision(_("Choose why the document is void.")))
        issued = next((one for one in documents.outputs(case.pk) if str(one.id) == str(document_id)), None)
        if issued is None:
            raise NotThere(_("There is no such application here."))
        document_actions.withdraw(issued.id, reason, by=by, at=at)
        first.keep({})
    return case


WITHDRAWN_BECAUSE = {
    "clerical_error": _("Clerical error"),
    "court_order": _("Court order"),
    "false_statement": _("Made on a false statement"),
}


def _write_verdict(returned: Return, *, overturn: bool, reason: str, by: Actor, at: datetime) -> None:
    returned.verdict = Return.Verdict.OVERTURNED if overturn else Return.Verdict.UPHELD
    returned.verdict_reason, returned.verdict_by, returned.verdict_at = reason[:500], UUID(by.id), at
    if overturn:
        returned.closed_at = at
    returned.save()
