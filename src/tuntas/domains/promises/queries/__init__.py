"""Reads of promises: the clock that a page draws, what is open, and how many were kept."""

from .causes import CauseRow, cause_name, causes_ended_since, causes_of_office, short_cause_name
from .clock_faces import Clock, Figures, clock_figures
from .lists import offices_to_recalculate

__all__ = [
    "CauseRow",
    "Clock",
    "Figures",
    "cause_name",
    "causes_ended_since",
    "causes_of_office",
    "clock_figures",
    "offices_to_recalculate",
    "short_cause_name",
]
