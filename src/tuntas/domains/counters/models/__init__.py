"""The tables of counters, by noun."""

from .days import Call, Day, Series
from .places import Counter, CounterSession, ServiceGroup
from .tickets import Misdirection, Ticket

__all__ = ["Call", "Counter", "CounterSession", "Day", "Misdirection", "Series", "ServiceGroup", "Ticket"]
