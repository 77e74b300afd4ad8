"""The tables of messaging: the outbox and the confirmations of addresses."""

from .confirmations import Confirmation
from .messages import Message

__all__ = ["Confirmation", "Message"]
