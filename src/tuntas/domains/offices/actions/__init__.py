"""The verbs of offices."""

from .family import correct_family, declare_family
from .hours import NewHours, add_holiday, change_hours, close_office, load_holidays
from .people import add_staff, end_posting, post_staff
from .reference import load_reference

__all__ = [
    "NewHours",
    "add_holiday",
    "add_staff",
    "change_hours",
    "close_office",
    "correct_family",
    "declare_family",
    "end_posting",
    "load_holidays",
    "load_reference",
    "post_staff",
]
