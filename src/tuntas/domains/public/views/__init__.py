"""Pages that anyone can open and that show no person."""

from .boards import (
    city,
    city_file,
    kecamatan,
    kecamatan_file,
    office,
    office_file,
    scoreboard,
    scoreboard_file,
)
from .journal import journal_page
from .waiting import waiting

__all__ = [
    "city",
    "city_file",
    "journal_page",
    "kecamatan",
    "kecamatan_file",
    "office",
    "office_file",
    "scoreboard",
    "scoreboard_file",
    "waiting",
]
