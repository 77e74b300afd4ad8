"""What the monitor shows: the offices below, one office, who looked at what."""

from .office import OfficePage, office_page
from .offices import ROWS_ON_A_PAGE, OfficeLine, Offices, offices_of
from .seen import LooksPage, SeenLine, looks_page

__all__ = [
    "ROWS_ON_A_PAGE",
    "LooksPage",
    "OfficeLine",
    "OfficePage",
    "Offices",
    "SeenLine",
    "looks_page",
    "office_page",
    "offices_of",
]
