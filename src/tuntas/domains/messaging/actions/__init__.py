"""Writes of messaging: messages and confirmations of addresses."""

from .confirmations import begin_confirmation, confirm, end_confirmation
from .deciding import cancel, resend, withdraw
from .outbox import begin_sending, queue, record_outcome, sweep

__all__ = [
    "begin_confirmation",
    "begin_sending",
    "cancel",
    "confirm",
    "end_confirmation",
    "queue",
    "record_outcome",
    "resend",
    "sweep",
    "withdraw",
]
