"""What the pages of appointments show: offices near a place, the days and times of one, and one appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import nearby

from ..models import Appointment
from ..rules import State, printed
from ..rules.booking import Booking
from .appointments import SlotOffer, office_offering, offices_offering, offices_with, outside_hours

SHOWN_OFFICES, SHOWN_PLACES = 6, 5
OFFERED, OFFERED_A_DAY = 6, 2


@dataclass(frozen=True)
class Near:
    """An office that books this service, with the first time that is left."""

    code: str
    name: str
    kilometres: float | None
    first: SlotOffer | None


@dataclass(frozen=True)
class Found:
    """Offices, the nearest first; by which place they were ordered, and other places of that name."""

    offices: list[Near]
    place: str
    others: list[tuple[str, str]]
    is_unknown: bool
    more: int


@dataclass(frozen=True)
class DayOffer:
    """One open day: how many times are left on it."""

    on: date
    left: int


@dataclass(frozen=True)
class Times:
    """The days of one office, and the times of one of them."""

    office_code: str
    office: str
    service: Service
    days: list[DayOffer]
    day: date | None
    slots: list[SlotOffer]

    @property
    def is_empty(self) -> bool:
        return not any(day.left for day in self.days)


@dataclass(frozen=True)
class Shown:
    """One appointment as its page shows it."""

    token: str
    code: str
    code_in_two: str
    state: Booking
    office_code: str
    office: str
    service: Service
    starts_at: datetime
    ends_at: datetime
    early_at: datetime
    latest_at: datetime
    held_until: datetime
    changed_at: datetime
    ticket: str
    ticket_token: str
    is_served: bool
    is_shut_then: bool
    may_check_in: bool
    is_past: bool
    case_id: UUID | None  # of the application that it is for
    mail: str  # where we write: "" nowhere, "asked" until the code comes back, then "told"


def find_service(code: str, at: datetime) -> Service | None:
    """The service of this code as it is offered now."""
    try:
        return catalogue.service(code, offices.office_day(at))
    except catalogue.NoSuchService:
        return None


def offices_near(service_code: str, place: str, at: datetime) -> Found:
    """Where the service can be booked, the nearest to a kelurahan that was typed first. Twelve queries at most."""
    places = offices.search_regions(place) if place else []
    codes = offices_with(service_code)
    nearest = _nearest(places[0][0], codes, offices.office_day(at)) if places else dict.fromkeys(codes)
    shown = list(nearest)[:SHOWN_OFFICES] if places or len(codes) <= SHOWN_OFFICES else []
    names = offices.office_names(shown)
    offering = offices_offering(shown, at)
    rows = []
    for code in shown:
        group = offering[code].group(service_code)
        first = offering[code].next_free(group.letter, at) if group else None
        rows.append(Near(code, names.get(code, code), nearest[code], first))
    return Found(
        offices=rows,
        place=places[0][1] if places else "",
        others=places[1 : SHOWN_PLACES + 1],
        is_unknown=bool(place) and not places,
        more=len(codes) - len(shown),
    )


def times_at(office_code: str, service: Service, wanted: str, at: datetime) -> Times | None:
    """The days that can be booked and the times of one, the first with a time left unless one was asked for."""
    office = offices.find_office(office_code)
    if office is None:
        return None
    offering = office_offering(office_code, at)
    group = offering.group(service.code)
    by_day = {day: offering.offers(group.letter, day, at) for day in offering.days(at)} if group else {}
    days = [DayOffer(on, sum(bool(one.left) for one in slots)) for on, slots in by_day.items() if slots]
    chosen = next((one.on for one in days if one.on.isoformat() == wanted), None)
    chosen = chosen or next((one.on for one in days if one.left), None)
    slots = [one for one in by_day.get(chosen, []) if one.left] if chosen else []
    return Times(office_code, office.name, service, days, chosen, slots)


def next_times(office_code: str, service_code: str, at: datetime) -> list[SlotOffer]:
    """The first times that are left, a few of each day, for whoever has to choose at once."""
    office = office_offering(office_code, at)
    group = office.group(service_code)
    left = (
        [one for one in office.offers(group.letter, day, at) if one.free][:OFFERED_A_DAY]
        for day in (office.days(at) if group else [])
        if group
    )
    return [one for some in left for one in some][:OFFERED]


def services_at(office_code: str, at: datetime) -> list[Service]:
    """What can be booked at this office."""
    office = office_offering(office_code, at)
    return [one for one in catalogue.services(offices.office_day(at)) if office.group(one.code)]


def shown(found: Appointment, at: datetime) -> Shown:
    """Four queries."""
    service = find_service(found.service_code, at)
    if service is None:
        raise LookupError(f"A service that was booked is no longer known: {found.service_code}.")
    ticket, state = found.ticket, Booking(found.state)
    contact = getattr(found, "contact", None)
    return Shown(
        token=found.token,
        code=found.code,
        code_in_two=found.code_in_two,
        state=state,
        office_code=found.office_code,
        office=offices.office_names([found.office_code]).get(found.office_code, found.office_code),
        service=service,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        early_at=found.early_at,
        latest_at=found.latest_at,
        held_until=found.held_until,
        changed_at=found.ended_at or found.made_at,
        ticket=printed(ticket.series, ticket.block, ticket.number) if ticket else "",
        ticket_token=ticket.token if ticket else "",
        is_served=ticket is not None and ticket.state == State.FINISHED,
        is_shut_then=bool(outside_hours([found])),
        may_check_in=state is Booking.CONFIRMED and found.early_at <= at <= found.latest_at,
        is_past=found.latest_at < at,
        case_id=found.case_id,
        mail="" if contact is None else "told" if contact.told_at else "asked",
    )


def _nearest(region: str, codes: list[str], on: date) -> dict[str, float | None]:
    """These offices with how many kilometres away they are, seen from the office of a kelurahan."""
    here = offices.office_of_region(region, on=on)
    if here is None:
        return dict.fromkeys(codes)
    away = {here.code: 0.0, **{one.code: one.kilometres for one in nearby.offices_near(here.code, on)}}
    return {code: away[code] for code in away if code in set(codes)}
