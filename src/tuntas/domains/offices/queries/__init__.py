"""Reads of offices, hours and people."""

from .calendars import calendar, calendars, office_day
from .duty import OnDuty, officer_on_duty, officers_among, on_duty
from .holding import held_by, register_held
from .names import employment_name, role_name
from .people import (
    PostingRow,
    account,
    actor_for,
    current_postings,
    find_staff,
    posting_in_force,
    staff_name,
    staff_names,
)
from .places import (
    OfficeRow,
    find_office,
    office_kinds,
    office_names,
    office_of_region,
    office_row,
    region_name,
    region_options,
    search_regions,
)

__all__ = [
    "OfficeRow",
    "OnDuty",
    "PostingRow",
    "account",
    "actor_for",
    "calendar",
    "calendars",
    "current_postings",
    "employment_name",
    "find_office",
    "find_staff",
    "held_by",
    "office_day",
    "office_kinds",
    "office_names",
    "office_of_region",
    "office_row",
    "officer_on_duty",
    "officers_among",
    "on_duty",
    "posting_in_force",
    "region_name",
    "region_options",
    "register_held",
    "role_name",
    "search_regions",
    "staff_name",
    "staff_names",
]
