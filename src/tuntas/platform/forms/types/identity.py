"""Official numbers: a NIK and the number of a family card, checked for their form only.

Whether a number exists is never asked here: a page that anyone can open may not tell.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context
from tuntas.platform.forms.definition import Question

from .base import Refusal, Type, one_line


class SixteenDigits(Type):
    """Sixteen digits, typed with or without spaces and dots."""

    inputmode = "numeric"
    settings = frozenset({"autocomplete"})
    pattern = r"^[0-9]{16}$"
    wrong: Any = ""

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        digits = re.sub(r"[ .\-]", "", one_line(raw))
        if not re.fullmatch(self.pattern, digits):
            raise Refusal(self.wrong)
        return digits

    def say(self, question: Question, value: Any) -> str:
        return " ".join(value[start : start + 4] for start in range(0, 16, 4))

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern}


class Nik(SixteenDigits):
    """A population identity number."""

    # No NIK has the serial 0000.
    pattern = r"^[0-9]{12}(?!0000)[0-9]{4}$"
    wrong = _("A NIK has 16 digits. You find it on the KTP or the family card (KK).")

    def warnings(self, question: Question, value: str, context: Context) -> list[Any]:
        # A NIK is never changed when a birth date is corrected: a strange date is legal, so it only warns.
        if birth_day_in(value) is None:
            return [_("The digits 7 to 12 of this NIK are not a usual date. Please compare it with the card.")]
        return []


class KkNumber(SixteenDigits):
    """The number of a family card."""

    wrong = _("A family card number (KK) has 16 digits. It stands at the top of the family card.")


def birth_day_in(nik: str) -> tuple[int, int, int] | None:
    """Day, month and two-digit year as a NIK carries them (women: day + 40), or None when they are no date."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day = day - 40 if day > 40 else day
    try:
        # A leap year, so that 29 February of an unknown century passes.
        dt.date(2000, month, day)
    except ValueError:
        return None
    return day, month, year
