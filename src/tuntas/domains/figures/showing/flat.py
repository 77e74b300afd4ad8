"""Figures as programs read them: exact numbers, plain values, and whose data it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tuntas.platform.demonstration import notice

_FOUR = Decimal("0.0001")


def data_kind() -> str:
    """What every row and file says of itself: real figures, or a demonstration's."""
    return "peragaan" if notice() else "resmi"


def exact(number: Fraction | None) -> Decimal | None:
    """To four places; what is not known is None."""
    return None if number is None else (Decimal(number.numerator) / number.denominator).quantize(_FOUR)


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
