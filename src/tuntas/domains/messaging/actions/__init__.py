"""Writes of messaging: messages and confirmations of addresses."""

from .confirmations import begin_confirmation, confirm
from .outbox import begin_sending, cancel, queue, record_outcome, resend, sweep

__all__ = [
    "begin_confirmation",
    "begin_sending",
    "cancel",
    "confirm",
    "queue",
    "record_outcome",
    "resend",
    "sweep",
]
