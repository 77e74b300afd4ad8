"""To another agency's counter in the same room: sent, accepted there by serving, or sent back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.idempotency import once

from .. import facts
from ..models import CounterSession, Referral, Ticket
from ..queries.groups import Group
from ..rules import Rank, SentBack, State
from . import _locking as locking


@transaction.atomic
def send_back(
    session_id: UUID | str,
    reason: SentBack,
    *,
    here: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> None:
    """Back to the letter that sent this person here, before all who wait there; with the reason, for both heads."""
    with once(key, verb="counters.send_back", by=by) as first:
        if first.done:
            return
        session = locking.session_for(session_id, by)
        day, ticket = locking.day_of(session), locking.ticket_at(session, here)
        referral = _newest(ticket)
        if referral is None or referral.agency != session.counter.agency:
            raise Refused(Decision(_("No other agency sent this person to you.")))
        _end(referral, reason, by=by, at=at)
        before, ticket.letter, ticket.session, ticket.rank = (
            ticket.letter,
            referral.from_letter,
            None,
            Rank.SENT_ON,
        )
        # As whoever is sent on: how long serving lasts is measured of the counter that serves.
        ticket.began_at, ticket.served_before = None, 0
        told = {"from_letter": before, "to_letter": referral.from_letter, "reason": reason.value}
        also = ("letter", "session", "rank", "began_at", "served_before")
        locking.move(day, ticket, State.WAITING, facts.TICKET_SENT_BACK, by=by, at=at, also=also, **told)
        first.keep({})


def sent_on(
    session: CounterSession, ticket: Ticket, letter: str, groups: Sequence[Group], *, by: Actor, at: datetime
) -> None:
    """Before a ticket moves to another letter: whoever was asked to take it passes it on; another agency is asked now."""
    if ticket.rank == Rank.SENT_ON:
        Referral.objects.filter(ticket=ticket, accepted_at=None, sent_back_at=None).update(
            sent_back_at=at, sent_back_by=UUID(by.id), reason=SentBack.SENT_ON
        )
    agencies = {group.letter: group.agency for group in groups}
    if not agencies[letter] or agencies[letter] == agencies.get(ticket.letter):
        return
    Referral.objects.create(
        ticket=ticket,
        office_code=session.office_code,
        business_day=session.business_day,
        agency=agencies[letter],
        from_letter=ticket.letter,
        to_letter=letter,
        counter_number=session.counter.number,
        sent_by=UUID(by.id),
        sent_at=at,
    )


def accepted(session: CounterSession, ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Serving the person at that agency's counter accepts them. Asks the database only for those who were sent on."""
    if ticket.rank == Rank.SENT_ON:
        Referral.objects.filter(
            ticket=ticket, agency=session.counter.agency, accepted_at=None, sent_back_at=None
        ).update(accepted_at=at, accepted_by=UUID(by.id))


def _newest(ticket: Ticket) -> Referral | None:
    """What sent this ticket to where it is, unless it was sent back already."""
    there = Referral.objects.select_for_update().filter(
        ticket=ticket, to_letter=ticket.letter, sent_back_at=None
    )
    return there.order_by("-sent_at").first()


def _end(referral: Referral, reason: SentBack, *, by: Actor, at: datetime) -> None:
    referral.sent_back_at, referral.sent_back_by, referral.reason = at, UUID(by.id), reason
    referral.save(update_fields=["sent_back_at", "sent_back_by", "reason"])
