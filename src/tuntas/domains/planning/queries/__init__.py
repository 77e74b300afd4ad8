"""Reads of planning."""

from .known import Known, known, open_day
from .means import means

__all__ = ["Known", "known", "means", "open_day"]
