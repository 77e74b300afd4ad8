"""Who may hand out an invitation: never someone whom the answer judges."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

NOT_GOOD = Decision(
    _("This link was used already or is no longer good. Each link works once, so that every voice counts once.")
)
NOTHING_CHOSEN = Decision(_("Please answer at least one question."))


def can_invite(by: Actor) -> Decision:
    """Invitations follow a finished case by themselves; staff can't make any."""
    if by.kind is Kind.SYSTEM:
        return YES
    return Decision(_("Invitations to the survey follow a finished case by themselves."))


def can_ask_for_invitation(by: Actor, case_id: str) -> Decision:
    """A resident may open the survey of the case that they proved to be theirs."""
    if by.is_resident and by.id == case_id:
        return YES
    return Decision(_("Only who applied can answer the survey of a case."))
