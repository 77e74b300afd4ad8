"""Decisions: who approves and refuses, makes a document void, and decides a contested return."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Approver
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from .. import approvers
from ..models import Case, Return
from ..workflow import Status
from .checking import can_tick

_ONLY = {
    Approver.REGISTRAR: _("Only a registrar of this office approves."),
    Approver.AUTHORISED_APPROVER: _("Only the authorised approver of this office approves."),
}


def can_approve(actor: Actor, case: Case) -> Decision:
    if not (decision := may_decide(actor, case)):
        return decision
    if case.status == Status.REOPENED:
        return Decision(_("An officer compares this change again. Decide when it is proposed anew."))
    if case.status != Status.ACCEPTED:
        return Decision(_("Only a complete case can be approved."))
    return YES


def can_refuse(actor: Actor, case: Case) -> Decision:
    if case.status in {Status.ACCEPTED, Status.REOPENED}:
        return may_decide(actor, case)
    return can_tick(actor, case)


def may_decide(actor: Actor, case: Case) -> Decision:
    """Who decides about what was accepted: a role of the dated table, and never the person who accepted it."""
    approver = catalogue.service_version(case.service_code, case.service_version).approver
    if approver is None:
        return Decision(_("This service needs no approval."))
    on = localdate(case.accepted_at) if case.accepted_at else localdate(case.started_at)
    if not (actor.serves(case.office_code) and actor.role in approvers.roles_of(approver, on)):
        return Decision(_ONLY[approver])
    if str(case.accepted_by) == actor.id:
        return Decision(_("You accepted this case yourself. Another registrar must approve it."))
    return YES


def can_withdraw_document(actor: Actor, case: Case) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.REGISTRAR):
        return Decision(_("Only a registrar of this office withdraws a document."))
    if case.approved_at is None:
        return Decision(_("The document is not ready yet."))
    return YES


def can_decide_contest(actor: Actor, case: Case, returned: Return | None) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.HEAD_OF_UNIT):
        return Decision(_("Only the head of unit decides a contested return."))
    if returned is None or not returned.is_undecided:
        return Decision(_("There is no contested return to decide."))
    return YES
