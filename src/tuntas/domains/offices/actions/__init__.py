"""The verbs of offices."""

from .days import add_holiday, close_office, end_closure, keep_holiday, open_on_holiday, remove_holiday
from .entering import enter, invite, issue_link, withdraw_link
from .family import correct_family, declare_family
from .foresight import foresee, register_foresight
from .hours import NewHours, change_hours, end_hours
from .leaving import carry_out_departures, let_leave, undo_leaving
from .outlines import load_boundaries, load_coordinates
from .passwords import change_password
from .people import add_staff, correct_staff, engage, note_recovery_codes, note_second_step
from .places import Description, add_office, describe_office
from .posting import correct_posting, end_posting, post_staff, withdraw_posting
from .published import load_holidays
from .recovering import ask_recovery, confirm_recovery, refuse_recovery
from .reference import load_reference
from .returning import take_on_again

__all__ = [
    "Description",
    "NewHours",
    "add_holiday",
    "add_office",
    "add_staff",
    "ask_recovery",
    "carry_out_departures",
    "change_hours",
    "change_password",
    "close_office",
    "confirm_recovery",
    "correct_family",
    "correct_posting",
    "correct_staff",
    "declare_family",
    "describe_office",
    "end_closure",
    "end_hours",
    "end_posting",
    "engage",
    "enter",
    "foresee",
    "invite",
    "issue_link",
    "keep_holiday",
    "let_leave",
    "load_boundaries",
    "load_coordinates",
    "load_holidays",
    "load_reference",
    "note_recovery_codes",
    "note_second_step",
    "open_on_holiday",
    "post_staff",
    "refuse_recovery",
    "register_foresight",
    "remove_holiday",
    "take_on_again",
    "undo_leaving",
    "withdraw_link",
    "withdraw_posting",
]
