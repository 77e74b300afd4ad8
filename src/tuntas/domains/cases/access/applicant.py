"""What the applicant may do with a case that was sent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case, Return
from ..workflow import OVER, WITH_THE_OFFICE, Status


def can_contest(actor: Actor, returned: Return | None) -> Decision:
    if not actor.is_resident:
        return Decision(_("Only the applicant contests a return."))
    if returned is None:
        return Decision(_("Nothing was returned."))
    if returned.contested_at:
        return Decision(_("You have already contested this return."))
    return YES


def can_complete(actor: Actor, case: Case) -> Decision:
    if not actor.is_resident or case.status != Status.RETURNED:
        return Decision(_("Nothing is missing at the moment."))
    return YES


def can_withdraw(actor: Actor, case: Case) -> Decision:
    if not actor.is_resident or case.status not in WITH_THE_OFFICE:
        return Decision(_("This application can no longer be withdrawn."))
    return YES


def can_come(actor: Actor, case: Case) -> Decision:
    """With an appointment: while the office works on it, and to collect what is ready."""
    if not actor.is_resident or case.status in OVER or case.status == Status.DRAFT:
        return Decision(_("Nobody has to come about this application any more."))
    return YES
