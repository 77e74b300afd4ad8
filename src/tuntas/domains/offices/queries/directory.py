"""The offices that somebody is in charge of: a list to search, and one office with everything that is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import access
from tuntas.domains.offices.models import Office, Region
from tuntas.domains.offices.rules import OfficeKind
from tuntas.domains.offices.rules.outlines import Drawing, draw
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision

from .calendars import office_day
from .places import region_name

ROWS_ON_A_PAGE = 50
KINDS = {
    OfficeKind.DINAS: _("Head office of the agency"),
    OfficeKind.SUDIN: _("City office"),
    OfficeKind.KECAMATAN: _("Kecamatan office"),
    OfficeKind.KELURAHAN: _("Kelurahan office"),
    OfficeKind.UPAK: _("Population service unit (UPAK)"),
    OfficeKind.MALL: _("Public service mall"),
    OfficeKind.HOSPITAL: _("Service point at a hospital"),
    OfficeKind.OUTREACH: _("Outreach post"),
    OfficeKind.POINT: _("Other service point"),
}


@dataclass(frozen=True)
class ListedOffice:
    """One line of the list."""

    code: str
    name: str
    kind_name: str
    address: str
    active_from: date | None
    active_to: date | None
    state: str  # "", "coming", "ending" or "ended"


@dataclass(frozen=True)
class DirectoryPage:
    rows: list[ListedOffice]
    page: int
    has_more: bool


@dataclass(frozen=True)
class OfficePage:
    """One office."""

    office: Office
    kind_name: str
    region: str
    state: str
    drawing: Drawing | None
    may_change: Decision
    may_change_hours: Decision


def directory(
    by: Actor, at: datetime, *, text: str = "", region: str = "", kind: str = "", page: int = 1
) -> DirectoryPage:
    """The offices in reach by code, those that ended among them, found by name, code or address."""
    first = (page - 1) * ROWS_ON_A_PAGE
    found = list(_found(by, text, region, kind).order_by("code")[first : first + ROWS_ON_A_PAGE + 1])
    today = office_day(at)
    return DirectoryPage(
        [_listed(office, today) for office in found[:ROWS_ON_A_PAGE]], page, len(found) > ROWS_ON_A_PAGE
    )


def regions_in_reach(by: Actor) -> list[tuple[str, str]]:
    """Cities and kecamatan in which offices in reach lie, to choose from."""
    offices = access.visible_offices(by).values("region_id")
    regions = Region.objects.filter(Q(pk__in=offices), level__in=["city", "district"]).order_by("code")
    return [
        (code, name if level == "city" else f"  {name}")
        for code, name, level in regions.values_list("code", "name", "level")
    ]


def regions_to_add_in(by: Actor) -> list[tuple[str, str]]:
    """The regions whose own office is in reach."""
    regions = Region.objects.filter(pk__in=by.offices).order_by("code").values_list("code", "name")
    return [(code, f"{name} ({code})") for code, name in regions]


def office_page(code: str, by: Actor, at: datetime) -> OfficePage | None:
    """None when the office does not exist for this person."""
    visible = access.visible_offices(by).select_related("region__outline")
    office = visible.filter(pk=code).first()
    if office is None:
        return None
    return OfficePage(
        office=office,
        kind_name=kind_name(office.kind),
        region=region_name(office.region_id, with_parents=True),
        state=_state(office, office_day(at)),
        drawing=_drawing(office),
        may_change=access.can_change_office(by, office_code=code),
        may_change_hours=access.can_change_hours(by, office_code=code),
    )


def kind_name(kind: str) -> str:
    return str(KINDS[OfficeKind(kind)]) if kind in KINDS else kind


def _found(by: Actor, text: str, region: str, kind: str) -> QuerySet[Office]:
    found = access.visible_offices(by)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(code__istartswith=word) | Q(address__icontains=word))
    if region:
        found = found.filter(Q(region=region) | Q(region__code__startswith=f"{region}."))
    return found.filter(kind=kind) if kind in KINDS else found


def _listed(office: Office, today: date) -> ListedOffice:
    return ListedOffice(
        code=office.code,
        name=office.name,
        kind_name=kind_name(office.kind),
        address=office.address,
        active_from=office.active_from,
        active_to=office.active_to,
        state=_state(office, today),
    )


def _state(office: Office, today: date) -> str:
    if office.active_to:
        return "ended" if office.active_to < today else "ending"
    return "coming" if office.active_from and office.active_from > today else ""


def _drawing(office: Office) -> Drawing | None:
    outline = getattr(office.region, "outline", None)
    if outline is None or not outline.rings:
        return None
    point = (office.longitude, office.latitude) if office.latitude is not None else None
    return draw(outline.rings, point)
