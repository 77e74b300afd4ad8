"""What is written about documents."""

from .giving import record_handed_over, record_opened, record_printed, release
from .issuing import Order, freeze, record_rendered, record_signed, replace, withdraw

__all__ = [
    "Order",
    "freeze",
    "record_handed_over",
    "record_opened",
    "record_printed",
    "record_rendered",
    "record_signed",
    "release",
    "replace",
    "withdraw",
]
