"""The tables of offices that go out and come in as CSV."""

from tuntas.platform.tables import Sheet

from .days import DAYS
from .holidays import HOLIDAYS
from .hours import HOURS
from .places import PLACES

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in (PLACES, HOURS, DAYS, HOLIDAYS)}

__all__ = ["DAYS", "HOLIDAYS", "HOURS", "PLACES", "SHEETS"]
