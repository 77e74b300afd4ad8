"""What a board says of the office as a whole: before opening, open, after closing, or shut all day."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """What part of its day an office is in."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"
    SHUT = "shut"


def phase(opens_at: datetime | None, closes_at: datetime | None, at: datetime, *, is_busy: bool) -> Phase:
    """Where at least one counter still serves, the office is open whatever its hours say."""
    if is_busy:
        return Phase.OPEN
    if opens_at is None or closes_at is None:
        return Phase.SHUT
    if at < opens_at:
        return Phase.EARLY
    return Phase.OPEN if at < closes_at else Phase.OVER
