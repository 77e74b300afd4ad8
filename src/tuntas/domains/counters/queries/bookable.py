"""For those who keep an office: how much of each day can be booked, is booked and is left; and who is expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from tuntas.domains.offices import queries as offices

from ..models import Appointment
from ..rules.booking import Booking
from .appointments import Office, office_offering, outside_hours
from .listed import Listed, day_asked, listed_on, service_names

COUNTED_DAYS = 30
MOST_OUTSIDE = 200


@dataclass(frozen=True)
class DayRow:
    """One day: places that can be booked, that are booked, and that are left; and bookings while it is shut."""

    on: date
    bookable: int
    booked: int
    left: int
    while_shut: int

    @property
    def is_open(self) -> bool:
        return self.bookable > 0


@dataclass(frozen=True)
class Outside:
    """One appointment at a time at which the office is shut, as its hours are now."""

    id: UUID
    starts_at: datetime
    letter: str
    service: str
    is_written_to: bool


@dataclass(frozen=True)
class Ends:
    """How the appointments of the last thirty days ended."""

    came: int
    missed: int
    cancelled: int


@dataclass(frozen=True)
class Table:
    """The page of one office's appointments."""

    office: Office
    letters: tuple[tuple[str, str], ...]
    letter: str  # the one that was asked for, or all
    days: list[DayRow]
    outside: list[Outside]
    listed: Listed
    ends: Ends


def table(office_code: str, letter: str, at: datetime, *, day: str = "", page: int = 1) -> Table:
    """Eight queries, however much is booked. The list is of this day, or of today."""
    office = office_offering(office_code, at)
    letters = tuple((one.letter, one.name) for one in office.groups if not one.agency)
    known = [one for one, _name in letters]
    asked = [letter] if letter in known else known
    offered = office.days(at)
    # What was booked further ahead than can be booked now is not forgotten.
    further = {day for one, day in office.taken if one in asked and day > offered[-1]}
    return Table(
        office=office,
        letters=letters,
        letter=letter if letter in known else "",
        days=[
            *(_row(office, asked, day, at, offered=asked) for day in offered),
            *(_row(office, asked, day, at, offered=[]) for day in sorted(further)),
        ],
        outside=_outside(office, asked, at),
        listed=listed_on(day_asked(day, at), office_code, asked, at, page=page),
        ends=_ends(office_code, asked, at),
    )


def booked_while_shut(office_code: str, at: datetime) -> int:
    """How many appointments to come lie outside the office's hours as they are now. One query where there is none."""
    coming = Appointment.objects.filter(office_code=office_code, state=Booking.CONFIRMED, starts_at__gt=at)
    return len(outside_hours(list(coming.only("office_code", "business_day", "starts_at"))))


def _row(office: Office, letters: list[str], day: date, at: datetime, *, offered: list[str]) -> DayRow:
    taken = [one for letter in letters for one in office.taken.get((letter, day), [])]
    return DayRow(
        on=day,
        bookable=sum(slot.lanes for letter in offered for slot in office.slots(letter, day)),
        booked=len(taken),
        left=sum(offer.left for letter in offered for offer in office.offers(letter, day, at)),
        while_shut=sum(not office.calendar.is_open(one.starts_at) for one in taken if one.starts_at > at),
    )


def _outside(office: Office, letters: list[str], at: datetime) -> list[Outside]:
    booked = {one.starts_at for taken in office.taken.values() for one in taken if one.starts_at > at}
    shut = [starts_at for starts_at in booked if not office.calendar.is_open(starts_at)]
    rows = Appointment.objects.filter(
        office_code=office.code, letter__in=letters, state=Booking.CONFIRMED, starts_at__in=shut
    )
    names = service_names(at)
    return [
        Outside(
            one.pk,
            one.starts_at,
            one.letter,
            names.get(one.service_code, one.service_code),
            _is_written_to(one),
        )
        for one in rows.select_related("contact").order_by("starts_at", "lane")[:MOST_OUTSIDE]
    ]


def _is_written_to(found: Appointment) -> bool:
    contact = getattr(found, "contact", None)
    return contact is not None and contact.told_at is not None


def _ends(office_code: str, letters: list[str], at: datetime) -> Ends:
    since = offices.office_day(at) - timedelta(days=COUNTED_DAYS)
    rows = Appointment.objects.filter(
        office_code=office_code, business_day__gte=since, letter__in=letters
    ).values_list("state")
    counts = dict(rows.annotate(how_many=Count("pk")).order_by())
    return Ends(*(counts.get(state.value, 0) for state in (Booking.CAME, Booking.MISSED, Booking.CANCELLED)))
