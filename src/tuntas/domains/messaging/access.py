"""Who may see the outbox, send a message again, and be written to."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tuntas.domains.messaging.letters import BEFORE_CONFIRMATION
from tuntas.domains.messaging.models import Confirmation, Message
from tuntas.domains.messaging.rules import same_address
from tuntas.domains.messaging.workflow import CANCELLABLE, RESENDABLE, State
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

KEEPERS = frozenset({"administrator", "agency_head"})


def can_see_outbox(by: Actor) -> Decision:
    """The list crosses all offices, so only who keeps the system sees it; it shows no code, link or full address."""
    if by.is_staff and by.role in KEEPERS:
        return YES
    return Decision(_("Only an administrator sees the outbox."))


def can_see_texts() -> Decision:
    """Whole messages, with their codes and links, are shown in a demonstration only."""
    return (
        YES
        if settings.TUNTAS_MODE == "demonstration"
        else Decision(_("Messages are shown in a demonstration only."))
    )


def can_resend(by: Actor, message: Message) -> Decision:
    seen = can_see_outbox(by)
    if not seen:
        return seen
    if message.state not in RESENDABLE:
        return Decision(_("Only a message that could not be sent, or was perhaps sent, is sent again."))
    return YES


def can_cancel(by: Actor, message: Message) -> Decision:
    seen = can_see_outbox(by)
    if not seen:
        return seen
    if message.state not in CANCELLABLE:
        state = State(message.state).label
        return Decision(_("This message can't be cancelled any more: %(state)s.") % {"state": state})
    return YES


def can_write_to(address: str, template: str, *, subject: str) -> Decision:
    """Nothing goes to an address about a subject before its reader has confirmed it there by the code."""
    if template in BEFORE_CONFIRMATION:
        return YES
    confirmed = Confirmation.objects.filter(stream=subject, confirmed_at__isnull=False)
    # By the address, not by its hash: a confirmation lasts as long as its case, and hash keys are changed.
    held = confirmed.values_list("address", flat=True)
    return (
        YES
        if same_address(address) in map(same_address, held)
        else Decision(_("This e-mail address was not confirmed yet."))
    )
