"""Reads of planning."""

from .known import Known, known, open_day, pool
from .means import means
from .plans import OfficePast, Planned, office_past, plan_of, planned

__all__ = [
    "Known",
    "OfficePast",
    "Planned",
    "known",
    "means",
    "office_past",
    "open_day",
    "plan_of",
    "planned",
    "pool",
]
