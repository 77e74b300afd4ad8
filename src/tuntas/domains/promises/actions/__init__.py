"""The verbs of promises. Cases calls them inside its own transaction; what it allowed is allowed here."""

from .breaking import notice_broken
from .causes import end_cause, report_cause
from .clocks import keep, start, void
from .pausing import contest_pause, erase_pause, pause, resume, uphold_pause
from .recalculating import count_moving, recalculate
from .rows import calendar_since

__all__ = [
    "calendar_since",
    "contest_pause",
    "count_moving",
    "end_cause",
    "erase_pause",
    "keep",
    "notice_broken",
    "pause",
    "recalculate",
    "report_cause",
    "resume",
    "start",
    "uphold_pause",
    "void",
]
