"""The verbs of offices."""

from .entering import enter, invite, issue_link, withdraw_link
from .family import correct_family, declare_family
from .hours import NewHours, add_holiday, change_hours, close_office, load_holidays
from .leaving import carry_out_departures, let_leave, undo_leaving
from .people import (
    add_staff,
    correct_posting,
    correct_staff,
    end_posting,
    engage,
    note_second_step,
    post_staff,
    withdraw_posting,
)
from .recovering import ask_recovery, confirm_recovery, refuse_recovery
from .reference import load_reference

__all__ = [
    "NewHours",
    "add_holiday",
    "add_staff",
    "ask_recovery",
    "carry_out_departures",
    "change_hours",
    "close_office",
    "confirm_recovery",
    "correct_family",
    "correct_posting",
    "correct_staff",
    "declare_family",
    "end_posting",
    "engage",
    "enter",
    "invite",
    "issue_link",
    "let_leave",
    "load_holidays",
    "load_reference",
    "note_second_step",
    "post_staff",
    "refuse_recovery",
    "undo_leaving",
    "withdraw_link",
    "withdraw_posting",
]
