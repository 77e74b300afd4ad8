"""One message when it is nearly time: the address, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused

from .. import facts
from ..models import NearlyTime
from ..rules import printed
from ..rules.saying import said
from ..rules.workflow import State
from ..waiting import Wait
from . import _locking as locking

NEARLY_AHEAD, NEARLY_MINUTES = 3, 10.0


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


def send_words(waits: Mapping[UUID, Wait], *, at: datetime) -> int:
    """One message to each who asked and is nearly called; its address is deleted with it. How many."""
    asked = NearlyTime.objects.filter(ticket__in=list(waits)).values_list("pk", flat=True)
    return sum(_send(ticket, waits[ticket], at=at) for ticket in asked if is_nearly(waits[ticket]))


def is_nearly(wait: Wait) -> bool:
    return wait.is_known and (wait.people_ahead <= NEARLY_AHEAD or wait.middle <= NEARLY_MINUTES)


@transaction.atomic
def _send(ticket_id: UUID, wait: Wait, *, at: datetime) -> bool:
    found = NearlyTime.objects.select_for_update(skip_locked=True, of=("self",)).select_related("ticket")
    asked = found.filter(pk=ticket_id, ticket__state=State.WAITING).first()
    if asked is None:
        return False
    ticket = asked.ticket
    with translation.override(asked.language):
        blanks = {
            "number": printed(ticket.series, ticket.block, ticket.number),
            "office": offices.office_names([ticket.office_code]).get(ticket.office_code, ""),
            "ahead": str(wait.people_ahead),
            "wait": _("%(low)d to %(high)d minutes") % asdict(said(wait.low, wait.high)),
            "address": f"{settings.PUBLIC_ORIGIN}/t/{ticket.token}/",
        }
    messaging.queue(
        "ticket_nearly",
        to=asked.email,
        params=blanks,
        key=f"ticket_nearly:{ticket.pk}",
        subject=ticket.stream,
        language=asked.language,
        by=SYSTEM,
        at=at,
    )
    asked.delete()
    return True


def forget_words(today: date) -> int:
    """Addresses of days that are over are deleted, used or not. How many."""
    return NearlyTime.objects.filter(ticket__business_day__lt=today).delete()[0]
