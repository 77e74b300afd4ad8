"""A figure in words: what it says, and what it says when nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language

from tuntas.platform.ui import numbers

NOTHING = "–"
PER_CENT = "\u00a0%"


@dataclass(frozen=True)
class Cell:
    """A figure, and the small words below it."""

    text: str
    small: str = ""

    @property
    def is_nothing(self) -> bool:
        """Nothing happened: a phone leaves it out."""
        return self.text in (NOTHING, "0", "0 · 0") and not self.small


@dataclass(frozen=True)
class Headline:
    """One large figure."""

    figure: str
    text: str
    small: str = ""


def count(number: int) -> str:
    return numbers.decimal(number, language=language())


def percent(part: Fraction | Decimal) -> str:
    return tenths(part * 100)


def tenths(number: Fraction | Decimal) -> str:
    return numbers.decimal(number, language=language(), places=1)


def language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
