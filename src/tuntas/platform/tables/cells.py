"""How one cell is read: each reader gives the value, or says what is wrong with what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

Reader = Callable[[str], Any]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AS_WRITTEN_HERE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")  # what a spreadsheet makes of a day
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]00)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
YEARS = range(1900, 2200)  # a day after the last one there is cannot be reckoned with
YES, NO = ("yes", "ya", "true", "1"), ("no", "tidak", "false", "0")


class Unreadable(Exception):
    """A cell that is not what its column holds, with the sentence that says what to write instead."""

    def __init__(self, reason: str | LazyText) -> None:
        super().__init__(reason)
        self.reason = reason


def text(at_most: int) -> Reader:
    """Words of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > at_most:
            raise Unreadable(_("Write at most %(count)d characters.") % {"count": at_most})
        if _CONTROL.search(cell):
            raise Unreadable(_("There are line breaks or signs in it that nobody can see. Type it anew."))
        return cell

    return read


def choice(values: Iterable[str]) -> Reader:
    """One of these words, however its letters are cased."""
    allowed = {str(value).lower(): str(value) for value in values}

    def read(cell: str) -> str:
        if cell.lower() not in allowed:
            raise Unreadable(_("Write one of: %(values)s.") % {"values": ", ".join(allowed.values())})
        return allowed[cell.lower()]

    return read


def day() -> Reader:
    """A day as 2026-11-22, or as spreadsheets here write it, 22/11/2026."""

    def read(cell: str) -> date:
        found, here = _ISO.fullmatch(cell), _AS_WRITTEN_HERE.fullmatch(cell)
        parts = found.groups() if found else here.groups()[::-1] if here else ()
        try:
            on = date(*(int(part) for part in parts))
        except (TypeError, ValueError):
            raise Unreadable(_("Write a day as year-month-day, for example 2026-11-22.")) from None
        if on.year not in YEARS:
            raise Unreadable(_("Write a day between the years 1900 and 2199."))
        return on

    return read


def minute() -> Reader:
    """A time of the day as minutes after midnight; 24.00 is the midnight that ends the day."""

    def read(cell: str) -> int:
        found = _TIME.fullmatch(cell)
        minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1
        if not 0 <= minutes <= 24 * 60:
            raise Unreadable(_("Write a time as hours and minutes, for example 07.30."))
        return minutes

    return read


def number(least: Decimal | int, most: Decimal | int, *, places: int = 0) -> Reader:
    """A number between two others, with a point or a comma, rounded to so many places."""

    def read(cell: str) -> Decimal:
        try:
            value = Decimal(cell.replace(",", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not least <= value <= most:
            raise Unreadable(
                _("Write a number between %(least)s and %(most)s.") % {"least": least, "most": most}
            )
        return value.quantize(Decimal(1).scaleb(-places))

    return read


def yes_or_no() -> Reader:
    """Yes or no, in either language of the pages."""

    def read(cell: str) -> bool:
        if cell.lower() in YES:
            return True
        if cell.lower() in NO:
            return False
        raise Unreadable(_("Write yes or no."))

    return read
