"""The pure rules of offices: kinds and calendars."""

from .calendar import ALL_HOURS, JAKARTA, SEARCH_DAYS, Calendar, Hours, NeverOpens
from .kinds import REGIONAL, Effect, Employment, Level, OfficeKind, Role

__all__ = [
    "ALL_HOURS",
    "JAKARTA",
    "REGIONAL",
    "SEARCH_DAYS",
    "Calendar",
    "Effect",
    "Employment",
    "Hours",
    "Level",
    "NeverOpens",
    "OfficeKind",
    "Role",
]
