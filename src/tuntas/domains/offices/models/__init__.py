"""The tables of offices, by noun."""

from .entry import Departure, EntryLink, Recovery
from .hours import Closure, Holiday, OpenDay, OpeningHours
from .places import Office, Outline, Region
from .staff import Posting, Staff

__all__ = [
    "Closure",
    "Departure",
    "EntryLink",
    "Holiday",
    "Office",
    "OpenDay",
    "OpeningHours",
    "Outline",
    "Posting",
    "Recovery",
    "Region",
    "Staff",
]
