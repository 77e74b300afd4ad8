"""Queues messages and records how each sending ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuntas.domains.messaging import access, facts, letters, rules
from tuntas.domains.messaging.models import Confirmation, Message
from tuntas.domains.messaging.models.messages import address_hash
from tuntas.domains.messaging.workflow import State
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import ensure


@transaction.atomic
def queue(
    template: str,
    *,
    to: str,
    params: dict[str, str],
    key: str,
    subject: str,
    by: Actor,
    at: datetime,
    language: str = "id",
) -> Message:
    """Put a message into the outbox; it is sent if and only if the caller's transaction commits.

    Once per `key` (say "case_ready:<case id>"): a repeat gives the first message. `subject` is the stream it is
    about. Raises `Refused` for an address that was not confirmed, KeyError when a blank of the letter is missing.
    """
    there = Message.objects.filter(key=key).first()
    if there:
        return there
    ensure(access.can_write_to(to, template, subject=subject))
    parameters = {"agency": settings.TUNTAS_AGENCY, **params}
    letters.write(template, parameters, language)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "stream": subject,
            "template": template,
            "language": language,
            "recipient": to.strip(),
            "recipient_hash": address_hash(to),
            "parameters": parameters,
            "queued_at": at,
            "next_try_at": at,
        },
    )
    if is_new:
        note(message, facts.MESSAGE_QUEUED, by=by, at=at)
        defer(message)
    return message


@transaction.atomic
def begin_sending(message_id: UUID | str, *, at: datetime) -> Message | None:
    """Take a waiting message that is due; None when there is nothing to do (sent, taken, not due yet)."""
    message = Message.objects.select_for_update(skip_locked=True).filter(pk=message_id).first()
    if message is None or message.next_try_at is None or message.next_try_at > at:
        return None  # only a waiting message has a next try: the database holds that
    if message.template != letters.LAST and not access.can_write_to(
        message.recipient, message.template, subject=message.stream
    ):
        call_off(message, by=SYSTEM, at=at)  # consent was taken back while an earlier try was under way
        return None
    message.state, message.next_try_at = State.SENDING, None
    message.sending_since, message.handing_over_since = at, None
    message.tries += 1
    message.save()
    return message


def mark_handing_over(message_id: UUID | str, *, at: datetime) -> None:
    """Note, committed, that from this moment the message may have left."""
    marked = Message.objects.filter(pk=message_id, state=State.SENDING).update(handing_over_since=at)
    if not marked:
        raise RuntimeError("The message is no longer being sent; it is not handed over.")


@transaction.atomic
def record_outcome(message_id: UUID | str, outcome: State, *, fault: str = "", at: datetime) -> None:
    """Record how a sending ended: sent, uncertain, dead, or queued for another try while tries are left."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.SENDING:
        return  # the sweep was quicker and called it uncertain: that stands until a person decides
    message.last_fault = fault[:60]
    again_at = rules.next_try(message.tries, at) if outcome is State.QUEUED else None
    if again_at:
        message.state, message.next_try_at = State.QUEUED, again_at
        message.save()
        defer(message, run_at=again_at)
        return
    message.state = State.DEAD if outcome is State.QUEUED else outcome
    if message.state == State.SENT:
        message.sent_at = at
        forget_contents(message)
    message.save()
    note(message, _FACT_OF[State(message.state)], by=SYSTEM, at=at)


@transaction.atomic
def sweep(at: datetime) -> int:
    """Mend what a killed worker left: what can't have left waits again, what perhaps left is put before a person."""
    silent = Message.objects.select_for_update(skip_locked=True).filter(
        state=State.SENDING, sending_since__lt=at - rules.SENDING_TAKES_AT_MOST
    )
    count = 0
    for message in silent:
        outcome = State.UNCERTAIN if message.handing_over_since else State.QUEUED
        record_outcome(message.pk, outcome, fault="worker lost", at=at)
        count += 1
    # An address that nobody confirmed, or whose consent was taken back, is nobody's to keep.
    Confirmation.objects.filter(confirmed_at__isnull=True, ends_at__lt=at - rules.ENDED_KEPT_FOR).delete()
    return count


_FACT_OF = {
    State.SENT: facts.MESSAGE_SENT,
    State.DEAD: facts.MESSAGE_GIVEN_UP,
    State.UNCERTAIN: facts.MESSAGE_UNCERTAIN,
}


def call_off(message: Message, *, by: Actor, at: datetime) -> None:
    """Cancel a locked message; the caller has asked whether it may be."""
    message.state, message.next_try_at = State.CANCELLED, None
    forget_contents(message)
    message.save()
    note(message, facts.MESSAGE_CANCELLED, by=by, at=at)


def forget_contents(message: Message) -> None:
    """Address, codes and links are kept no longer than needed; a demonstration keeps them to show what was sent."""
    if settings.TUNTAS_MODE != "demonstration":
        message.parameters, message.recipient = {}, rules.masked_address(message.recipient)


def note(message: Message, name: str, *, by: Actor, at: datetime) -> None:
    content = {"message": str(message.pk), "template": message.template, "tries": message.tries}
    journal.record(message.stream, name, by=by, at=at, content=content)


def defer(message: Message, *, run_at: datetime | None = None) -> None:
    from tuntas.domains.messaging.jobs import send_message

    send_message.defer(message_id=str(message.pk), run_at=run_at)
