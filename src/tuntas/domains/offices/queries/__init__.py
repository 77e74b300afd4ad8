"""Reads of offices, hours and people."""

from .calendars import calendar
from .names import employment_name, role_name
from .people import actor_for, current_postings, posting_in_force, staff_name
from .places import (
    find_office,
    kelurahan_options,
    office_of_region,
    office_row,
    region_name,
    region_options,
    search_regions,
)

__all__ = [
    "actor_for",
    "calendar",
    "current_postings",
    "employment_name",
    "find_office",
    "kelurahan_options",
    "office_of_region",
    "office_row",
    "posting_in_force",
    "region_name",
    "region_options",
    "role_name",
    "search_regions",
    "staff_name",
]
