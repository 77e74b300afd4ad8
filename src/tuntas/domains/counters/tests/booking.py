"""People who book, and the checker that counts who has a time that somebody else has too."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Appointment
from tuntas.domains.counters.queries import appointments
from tuntas.domains.counters.rules.booking import OCCUPIES
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import jobs
from tuntas.platform.actors import PUBLIC, SYSTEM

SERVICE = "akta-kelahiran"


def offers(at: datetime, days: int = 1) -> list[appointments.SlotOffer]:
    """What is left so many days from now."""
    office = appointments.office_offering(OFFICE, at)
    return office.offers("A", office.days(at)[days], at)


def hold(starts_at: datetime, at: datetime, key: str | None = None) -> Appointment:
    return actions.hold(
        OFFICE, service=SERVICE, starts_at=starts_at, by=PUBLIC, at=at, key=key or str(uuid.uuid4())
    )


def booked(starts_at: datetime, at: datetime) -> Appointment:
    return actions.confirm(hold(starts_at, at).token, by=PUBLIC, at=at)


def soon(at: datetime) -> Appointment:
    """An appointment whose time begins in ten minutes."""
    first = next(one for one in offers(at, 0) + offers(at) if one.free)
    made = booked(first.starts_at, at)
    shift = at + timedelta(minutes=10) - made.starts_at
    for name in ("starts_at", "ends_at", "early_at", "latest_at"):
        setattr(made, name, getattr(made, name) + shift)
    made.save()
    return made


def shut(made: Appointment, at: datetime) -> None:
    """The office is closed on that day, and what follows from it has happened."""
    on = made.business_day
    offices.close_office(OFFICE, from_on=on, to_on=on, reason="Banjir", by=SYSTEM, at=at)
    jobs.run_pending()


def booked_twice() -> int:
    """Pairs of appointments that have one lane at one time."""
    rows = list(Appointment.objects.filter(state__in=OCCUPIES))
    return sum(
        (one.office_code, one.letter, one.lane) == (other.office_code, other.letter, other.lane)
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
    )
