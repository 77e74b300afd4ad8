"""What an e-mail is here, and how sending one can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """One plain-text e-mail to one person; `message_id` is the same at every try: a repeat is known."""

    to: str
    subject: str
    body: str
    message_id: str
    language: str = "id"


class NotSent(Exception):
    """It certainly did not leave. The text names the kind of fault only, never an address."""


class TryLater(NotSent):
    """A fault that may pass: no connection, a 4xx answer, a full mailbox."""


class Refusal(NotSent):
    """A fault that will stay: the server refused this recipient or this message (5xx)."""


class PerhapsSent(Exception):
    """The whole message was handed over and the answer was lost: nobody knows whether it was taken."""


class Postman(Protocol):
    """Whoever can send an e-mail."""

    def send(self, mail: Mail, *, before_hand_over: Callable[[], None] | None = None) -> None:
        """Return when the server took the mail; else raise `TryLater`, `Refusal` or `PerhapsSent`.

        `before_hand_over` is called once, after the recipient was accepted and before the content leaves: up to
        then nothing can have been sent.
        """
