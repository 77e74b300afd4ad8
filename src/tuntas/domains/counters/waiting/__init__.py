"""How long will a resident wait, how sure is that, and which promises are about to break? Pure; times in minutes."""

from .calibration import learn
from .interval import people_ahead, place_of, wait, waits
from .office import Calibration, Due, Office, Serving, Wait, Waiting
from .order import in_call_order
from .promise import broken

__all__ = [
    "Calibration",
    "Due",
    "Office",
    "Serving",
    "Wait",
    "Waiting",
    "broken",
    "in_call_order",
    "learn",
    "people_ahead",
    "place_of",
    "wait",
    "waits",
]
