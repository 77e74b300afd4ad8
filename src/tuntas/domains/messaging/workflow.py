"""The states of a message and the moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Could not be sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    CANCELLED = "cancelled", _("Cancelled")


MOVES = frozenset(
    {
        (State.QUEUED, State.SENDING),
        (State.QUEUED, State.CANCELLED),
        (State.SENDING, State.SENT),
        (State.SENDING, State.QUEUED),  # a fault that may pass
        (State.SENDING, State.DEAD),
        (State.SENDING, State.UNCERTAIN),
        (State.DEAD, State.QUEUED),  # a person sends it again
        (State.UNCERTAIN, State.QUEUED),
        (State.DEAD, State.CANCELLED),
        (State.UNCERTAIN, State.CANCELLED),
    }
)
RESENDABLE = frozenset({State.DEAD, State.UNCERTAIN})
CANCELLABLE = frozenset({State.QUEUED, State.DEAD, State.UNCERTAIN})
