"""The tables of counters, by noun."""

from .alarms import Alarm
from .appointments import Appointment, AppointmentPolicy
from .contacts import AppointmentContact
from .days import Call, Day, Series
from .kiosks import Block, Kiosk, QueueCode
from .outlooks import Coverage, Forecast, NearlyTime, Outlook
from .places import Counter, CounterSession, ServiceGroup
from .referrals import Referral
from .tickets import Misdirection, Ticket

__all__ = [
    "Alarm",
    "Appointment",
    "AppointmentContact",
    "AppointmentPolicy",
    "Block",
    "Call",
    "Counter",
    "CounterSession",
    "Coverage",
    "Day",
    "Forecast",
    "Kiosk",
    "Misdirection",
    "NearlyTime",
    "Outlook",
    "QueueCode",
    "Referral",
    "Series",
    "ServiceGroup",
    "Ticket",
]
