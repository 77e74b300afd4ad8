"""The tables of offices, by noun."""

from .entry import Departure, EntryLink, Recovery
from .hours import Closure, Holiday, OpeningHours
from .places import Office, Region
from .staff import Posting, Staff

__all__ = [
    "Closure",
    "Departure",
    "EntryLink",
    "Holiday",
    "Office",
    "OpeningHours",
    "Posting",
    "Recovery",
    "Region",
    "Staff",
]
