"""Reads of counters: groups, counters, the queue, one ticket."""

from .groups import Group, group_for, groups_of
from .places import CounterRow, counters_of, session_of
from .tickets import ahead_of, by_token, current_ticket, waiting_at

__all__ = [
    "CounterRow",
    "Group",
    "ahead_of",
    "by_token",
    "counters_of",
    "current_ticket",
    "group_for",
    "groups_of",
    "session_of",
    "waiting_at",
]
