"""The appointments of one day of an office by time, as its officers see them; and the one that a code names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices

from ..models import Appointment
from ..rules import State, printed
from ..rules.booking import OCCUPIES, Booking

ON_A_PAGE = 50
LOOKED_BACK = timedelta(days=7)  # whoever asks what became of their time asks soon


@dataclass(frozen=True)
class Expected:
    """One appointment, as the counter sees it: nobody's name, because it has none."""

    id: UUID
    starts_at: datetime
    letter: str
    service: str
    outcome: str  # the state; of who came also "served" or "absent"
    ticket: str


@dataclass(frozen=True)
class Listed:
    """One page of a day's appointments."""

    on: date
    is_today: bool
    rows: list[Expected]
    page: int
    has_more: bool


def day_asked(text: str, at: datetime) -> date:
    """The day that somebody asked for, else today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return offices.office_day(at)


def listed_on(on: date, office_code: str, letters: Sequence[str], at: datetime, *, page: int) -> Listed:
    """One query, and one for the names of services."""
    found = Appointment.objects.filter(
        office_code=office_code, business_day=on, letter__in=letters, state__in=[*OCCUPIES, Booking.MISSED]
    )
    first = (page - 1) * ON_A_PAGE
    ordered = found.select_related("ticket").order_by("starts_at", "lane", "pk")
    rows = list(ordered[first : first + ON_A_PAGE + 1])
    names = service_names(at)
    return Listed(
        on=on,
        is_today=on == offices.office_day(at),
        rows=[_expected(one, names) for one in rows[:ON_A_PAGE]],
        page=page,
        has_more=len(rows) > ON_A_PAGE,
    )


def of_office(which: UUID, office_code: str) -> Appointment | None:
    """An appointment of this office, with its ticket and where we write."""
    rows = Appointment.objects.select_related("ticket", "contact")
    return rows.filter(pk=which, office_code=office_code).first()


def became(moved: Appointment) -> UUID | None:
    """The time to which this one was moved."""
    return Appointment.objects.filter(moved_from=moved.pk).values_list("pk", flat=True).first()


def find_at(office_code: str, code: str, at: datetime) -> Appointment | None:
    """This office's appointment with this code: of today, else the next to come, else the last of these days."""
    today = offices.office_day(at)
    found = Appointment.objects.filter(
        office_code=office_code, code=code, business_day__gte=today - LOOKED_BACK
    ).exclude(state=Booking.MOVED)
    return min(found, key=lambda one: (one.business_day < today, abs(one.business_day - today)), default=None)


def service_names(at: datetime) -> dict[str, str]:
    return {one.code: str(one.name) for one in catalogue.services(offices.office_day(at))}


def _expected(found: Appointment, names: dict[str, str]) -> Expected:
    ticket = found.ticket
    return Expected(
        found.pk,
        found.starts_at,
        found.letter,
        names.get(found.service_code, found.service_code),
        _outcome(found),
        printed(ticket.series, ticket.block, ticket.number) if ticket else "",
    )


def _outcome(found: Appointment) -> str:
    ended = {State.FINISHED: "served", State.ABSENT: "absent", State.LEFT: "absent", State.EXPIRED: "absent"}
    return ended.get(State(found.ticket.state), found.state) if found.ticket else found.state
