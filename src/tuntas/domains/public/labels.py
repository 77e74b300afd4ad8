"""Weeks and places as the open pages call them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tuntas.domains.figures.showing.cells import language
from tuntas.platform.ui.dates import MONTHS

from .queries import Seen


def short_day(day: date | None, *, with_year: bool = True) -> str:
    """`2 Nov 2026`: a week's Monday where there is little room."""
    if day is None:
        return ""
    month = MONTHS[language()][day.month - 1][:3]
    return f"{day.day} {month} {day.year}" if with_year else f"{day.day} {month}"


def place_name(seen: Seen) -> str:
    """A place's own name; of everything: all offices."""
    return seen.name or _("All offices")
