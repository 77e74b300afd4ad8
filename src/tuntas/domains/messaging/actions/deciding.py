"""What a person decides about a message: send it again, or let it stay here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.domains.messaging import access, facts
from tuntas.domains.messaging.actions.outbox import call_off, defer, note
from tuntas.domains.messaging.models import Message
from tuntas.domains.messaging.models.messages import address_hashes
from tuntas.domains.messaging.workflow import CANCELLABLE, State
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure


@transaction.atomic
def resend(message_id: UUID | str, *, by: Actor, at: datetime) -> Message:
    """Give a dead or uncertain message out again, with all its tries."""
    message = Message.objects.select_for_update().get(pk=message_id)
    ensure(access.can_resend(by, message))
    message.state, message.next_try_at, message.tries = State.QUEUED, at, 0
    message.save()
    note(message, facts.MESSAGE_RESENT, by=by, at=at)
    defer(message)
    return message


@transaction.atomic
def cancel(message_id: UUID | str, *, by: Actor, at: datetime) -> Message:
    """Let a message that has not left stay here."""
    message = Message.objects.select_for_update().get(pk=message_id)
    ensure(access.can_cancel(by, message))
    call_off(message, by=by, at=at)
    return message


@transaction.atomic
def withdraw(subject: str, *, by: Actor, at: datetime) -> None:
    """What still waits about this stream is not true any more, so it is not sent."""
    waiting = Message.objects.select_for_update().filter(stream=subject, state__in=CANCELLABLE)
    for message in waiting.order_by("pk"):
        call_off(message, by=by, at=at)


def waiting_for(stream: str, address: str) -> list[Message]:
    """What could still go to this address about this stream, locked; inside the caller's transaction."""
    found = Message.objects.select_for_update().filter(stream=stream, state__in=CANCELLABLE)
    return list(found.filter(recipient_hash__in=address_hashes(address)).order_by("pk"))
