"""Reads of counters: groups, counters, the queue, one ticket."""

from ..access import AT_THE_COUNTER as SERVES
from .booking import times_at
from .elsewhere import ServingPlace, does, places_for
from .groups import Group, group_for, groups_of
from .line import line_of, next_at
from .places import CounterRow, Place, counters_of, place_of
from .risks import risks_of_offices, tickets_at_risk
from .tickets import TicketRow, ahead_of, aside_at, by_token, row_of, token_in, waiting_at
from .tied import Tied, appointment_for, is_shut_then

__all__ = [
    "SERVES",
    "CounterRow",
    "Group",
    "Place",
    "ServingPlace",
    "TicketRow",
    "Tied",
    "ahead_of",
    "appointment_for",
    "aside_at",
    "by_token",
    "counters_of",
    "does",
    "group_for",
    "groups_of",
    "is_shut_then",
    "line_of",
    "next_at",
    "place_of",
    "places_for",
    "risks_of_offices",
    "row_of",
    "tickets_at_risk",
    "times_at",
    "token_in",
    "waiting_at",
]
