"""The tables of offices, by noun."""

from .hours import Closure, Holiday, OpeningHours
from .places import Office, Region
from .staff import Posting, Staff

__all__ = ["Closure", "Holiday", "Office", "OpeningHours", "Posting", "Region", "Staff"]
