"""The tables of counters, by noun."""

from .alarms import Alarm
from .days import Call, Day, Series
from .outlooks import Coverage, Forecast, NearlyTime, Outlook
from .places import Counter, CounterSession, ServiceGroup
from .tickets import Misdirection, Ticket

__all__ = [
    "Alarm",
    "Call",
    "Counter",
    "CounterSession",
    "Coverage",
    "Day",
    "Forecast",
    "Misdirection",
    "NearlyTime",
    "Outlook",
    "Series",
    "ServiceGroup",
    "Ticket",
]
