"""A change of data that waits for its decision: who corrects it, and who sends it back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case
from ..workflow import Status
from .deciding import can_approve

_NOTHING_WAITS = _("Nothing of this case waits for an approval.")


def can_propose_anew(actor: Actor, case: Case, *, is_proposed: bool) -> Decision:
    """An officer compares the change with its proof again: it was typed wrong, or the register changed meanwhile."""
    if not (actor.serves(case.office_code) and actor.role == Role.OFFICER):
        return Decision(_("Only an officer of this office proposes a change anew."))
    if not is_proposed or case.status not in {Status.ACCEPTED, Status.REOPENED}:
        return Decision(_NOTHING_WAITS)
    return YES


def can_take_back(actor: Actor, case: Case, *, is_proposed: bool) -> Decision:
    """Who found their own mistake keeps it from being decided, without waiting for anybody."""
    if not actor.serves(case.office_code) or str(case.accepted_by) != actor.id:
        return Decision(_("Only the officer who proposed this change takes it back."))
    if not is_proposed or case.status != Status.ACCEPTED:
        return Decision(_NOTHING_WAITS)
    return YES


def can_send_back(actor: Actor, case: Case, *, is_proposed: bool) -> Decision:
    """Who decides may ask for a second look in place of refusing what the applicant could have had."""
    if not (decision := can_approve(actor, case)):
        return decision
    return YES if is_proposed else Decision(_("This service proposes no change that could be sent back."))
