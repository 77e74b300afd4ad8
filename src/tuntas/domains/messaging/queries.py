"""What the outbox holds and which addresses are confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from tuntas.domains.messaging import access, letters
from tuntas.domains.messaging.models import Confirmation, Message
from tuntas.domains.messaging.rules import masked_address
from tuntas.domains.messaging.workflow import CANCELLABLE, RESENDABLE, State
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One line of the outbox: never a code, a link or a whole address."""

    id: UUID
    title: Any
    recipient: str
    state: str
    state_text: Any
    tone: str
    tries: int
    queued_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None
    last_fault: str
    can_resend: bool
    can_cancel: bool


@dataclass(frozen=True)
class Shown:
    """A whole message, as a demonstration shows it."""

    row: Row
    subject: str
    body: str


def outbox(*, by: Actor, state: str = "", page: int = 1) -> list[Row]:
    """The newest messages first, those of one state if asked."""
    ensure(access.can_see_outbox(by))
    found = Message.objects.filter(state=state) if state in State.values else Message.objects.all()
    return _page(found.order_by("-queued_at", "-pk"), page)


def counts(*, by: Actor) -> list[tuple[str, Any, int]]:
    """(state, words, how many) of every state."""
    ensure(access.can_see_outbox(by))
    found = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(state.value, state.label, found.get(state.value, 0)) for state in State]


def demonstration_outbox(page: int = 1) -> list[Row]:
    """What was sent in this demonstration, newest first."""
    ensure(access.can_see_texts())
    return _page(Message.objects.order_by("-queued_at", "-pk"), page)


def demonstration_message(message_id: UUID) -> Shown | None:
    """One message with its text; in a demonstration only."""
    ensure(access.can_see_texts())
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return None
    letter = letters.write(message.template, message.parameters, message.language)
    return Shown(_row(message), letter.subject, letter.body)


def confirmed_addresses(confirmations: Mapping[str, UUID]) -> dict[str, str]:
    """The addresses that these confirmations proved, each by the stream that it is of. One query."""
    found = Confirmation.objects.filter(pk__in=confirmations.values(), confirmed_at__isnull=False)
    return {one.stream: one.address for one in found if confirmations.get(one.stream) == one.pk}


def _page(found: Any, page: int) -> list[Row]:
    """One row more than a page shows: it says that there are older ones."""
    start = (max(page, 1) - 1) * ROWS_ON_A_PAGE
    messages: Iterable[Message] = found[start : start + ROWS_ON_A_PAGE + 1]
    return [_row(message) for message in messages]


def _row(message: Message) -> Row:
    return Row(
        id=message.pk,
        title=letters.TITLES[message.template],
        recipient=masked_address(message.recipient),
        state=message.state,
        state_text=State(message.state).label,
        tone=_TONES.get(State(message.state), ""),
        tries=message.tries,
        queued_at=message.queued_at,
        next_try_at=message.next_try_at,
        sent_at=message.sent_at,
        last_fault=message.last_fault,
        can_resend=message.state in RESENDABLE,
        can_cancel=message.state in CANCELLABLE,
    )


_TONES = {State.SENT: "good", State.DEAD: "bad", State.UNCERTAIN: "warn"}
