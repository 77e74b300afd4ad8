"""How long will a resident wait, how sure is that, and which promises are about to break? Pure; times in minutes."""

from .calibration import learn
from .interval import people_ahead, place_of, wait, waits
from .office import APPOINTMENT, ORDINARY, PRIORITY, Calibration, Due, Office, Serving, Wait, Waiting
from .promise import broken

__all__ = [
    "APPOINTMENT",
    "ORDINARY",
    "PRIORITY",
    "Calibration",
    "Due",
    "Office",
    "Serving",
    "Wait",
    "Waiting",
    "broken",
    "learn",
    "people_ahead",
    "place_of",
    "wait",
    "waits",
]
