"""Which office does a service, and how long the queue is at the nearest ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries.nearby import NearbyOffice, offices_near
from tuntas.domains.offices.rules import Calendar
from tuntas.domains.offices.rules.calendar import NeverOpens

from ..models import Day, ServiceGroup
from .groups import everyones, group_for, groups_of

SHOWN = 3
# So many of the nearest are asked whether they are open; those that are come before nearer ones that are shut.
LOOKED_AT = 12


@dataclass(frozen=True)
class ServingPlace:
    """An office that does a service: how far it is, until when it is open, and who waits there now."""

    code: str
    name: str
    address: str
    kilometres: float | None  # none: not known where one of the two lies
    is_open: bool
    closes_at: datetime | None
    opens_at: datetime | None  # when it opens next, while it is shut
    has_queue: bool  # whether it counts its queue today
    waiting: int
    counters_open: int


def does(service_code: str, office_code: str, at: datetime) -> bool:
    """Whether a service is asked for at this office: its kind does it, and one of its letters calls it."""
    service, office = _service(service_code, at), offices.find_office(office_code)
    if service is None or office is None or office.kind not in service.served_at.kinds:
        return False
    return group_for(groups_of(office_code), service_code) is not None


def places_for(
    service_code: str, office_code: str, at: datetime, *, limit: int = SHOWN, with_itself: bool = False
) -> list[ServingPlace]:
    """The nearest other offices that do a service, open ones first, with their queues now. At most eight queries.

    `with_itself`: the office too, and first, if it does the service. Empty for a service that nobody does.
    """
    service = _service(service_code, at)
    if service is None:
        return []
    today = offices.office_day(at)
    near = offices_near(office_code, today, kinds=service.served_at.kinds)
    itself = _itself(office_code) if with_itself and does(service_code, office_code, at) else []
    candidates = [*itself, *_that_do(service_code, near)][:LOOKED_AT]
    codes = [one.code for one in candidates]
    calendars = offices.calendars(codes, since=today) if codes else {}
    # The sort is stable: within open and shut the nearest stay first.
    shown = sorted(candidates, key=lambda one: one not in itself and not calendars[one.code].is_open(at))[
        :limit
    ]
    days = {day.office_code: day for day in Day.objects.filter(business_day=today, office_code__in=codes)}
    return [_place(one, calendars[one.code], days.get(one.code), at) for one in shown]


def _that_do(service_code: str, near: list[NearbyOffice]) -> list[NearbyOffice]:
    """Those whose own letters name the service, or who have none where everybody's letters do."""
    own: dict[str, set[str]] = {}
    for code, services in ServiceGroup.objects.values_list("office_code", "services"):
        own.setdefault(code, set()).update(services)
    usual = {one for group in everyones() for one in group.services}
    return [one for one in near if service_code in own.get(one.code, usual)]


def _itself(office_code: str) -> list[NearbyOffice]:
    row = offices.find_office(office_code)
    return [NearbyOffice(row.code, row.name, "", 0.0, 4)] if row else []


def _place(office: NearbyOffice, calendar: Calendar, day: Day | None, at: datetime) -> ServingPlace:
    return ServingPlace(
        code=office.code,
        name=office.name,
        address=office.address,
        kilometres=office.kilometres,
        is_open=calendar.is_open(at),
        closes_at=calendar.closes_at(at),
        opens_at=_opens_at(calendar, at),
        has_queue=day is not None,
        waiting=day.waiting if day else 0,
        counters_open=day.counters_open if day else 0,
    )


def _opens_at(calendar: Calendar, at: datetime) -> datetime | None:
    """When it opens next; none while it is open, and for an office that does not open again."""
    if calendar.is_open(at):
        return None
    try:
        return calendar.next_open(at)
    except NeverOpens:
        return None


def _service(code: str, at: datetime) -> Service | None:
    try:
        return catalogue.service(code, offices.office_day(at))
    except catalogue.NoSuchService:
        return None
