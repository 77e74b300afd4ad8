"""The tables of counters that go out and come in as CSV."""

from tuntas.platform.tables import Sheet

from .counters import COUNTERS_SHEET
from .letters import LETTERS_SHEET

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in (LETTERS_SHEET, COUNTERS_SHEET)}

__all__ = ["COUNTERS_SHEET", "LETTERS_SHEET", "SHEETS"]
