"""One message when it is nearly time: the address, and its end."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

from .. import facts
from ..models import NearlyTime
from ..rules.workflow import State
from . import _locking as locking


@transaction.atomic
def ask_for_word(ticket_id: UUID | str, email: str, *, language: str, by: Actor, at: datetime) -> None:
    """Keep an address for one message about this ticket; another address takes its place."""
    ticket = locking.one_ticket(ticket_id)
    if ticket.state != State.WAITING:
        raise Refused(Decision(_("This ticket does not wait any more, so there is nothing to write.")))
    NearlyTime.objects.update_or_create(
        ticket=ticket, defaults={"email": email.strip(), "language": language, "asked_at": at}
    )
    locking.tell(ticket, facts.TICKET_WANTS_WORD, by=by, at=at)


@transaction.atomic
def forget_word(ticket_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The address is deleted. Asked twice is once."""
    ticket = locking.one_ticket(ticket_id)
    if NearlyTime.objects.filter(ticket=ticket).delete()[0]:
        locking.tell(ticket, facts.TICKET_WANTS_NO_WORD, by=by, at=at)


def forget_words(today: date) -> int:
    """Addresses of days that are over are deleted, used or not. How many."""
    return NearlyTime.objects.filter(ticket__business_day__lt=today).delete()[0]
