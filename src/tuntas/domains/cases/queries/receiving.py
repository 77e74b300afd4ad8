"""Which office receives a case: that of the place which its service asks for, or another one that is picked."""

from __future__ import annotations

from datetime import date

from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import OfficeRow
from tuntas.domains.offices.rules import Level
from tuntas.platform import clock

from ..models import Case
from .asked import serves, service_of

# So many of each level: "Menteng" is eight kelurahan, but also a kecamatan.
FOUND = {Level.SUBDISTRICT: 5, Level.DISTRICT: 3, Level.CITY: 6}


def own_office(case: Case) -> OfficeRow | None:
    """Where the case goes unless another office is picked: the kelurahan of the place that its service asks for."""
    service = service_of(case)
    place = case.answers.get(service.served_at.place_question)
    office = offices.office_of_region(str(place)) if place else None
    return office if office and serves(service, office, on=_today()) else None


def picked_office(case: Case, code: str) -> OfficeRow | None:
    """The office of this code if it takes the case, without a code its own; None when nobody takes it there."""
    office = offices.find_office(code) if code else own_office(case)
    return office if office and serves(service_of(case), office, on=_today()) else None


def offices_named(service: Service, typed: str) -> list[OfficeRow]:
    """Offices that take this service whose place is called so: kelurahan first, then kecamatan, then cities."""
    codes = [
        code
        for level, most in FOUND.items()
        for code, _label in offices.search_regions(typed, level=level)[:most]
    ]
    found = [offices.office_of_region(code) for code in dict.fromkeys(codes)]
    return [office for office in found if office and serves(service, office, on=_today())]


def _today() -> date:
    return offices.office_day(clock.now())
