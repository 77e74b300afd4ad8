"""New offices, offices described anew, and the last day of one: an office is never deleted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import access, facts
from tuntas.domains.offices.models import Office, Region
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import REGIONAL, OfficeKind
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.journal import record

from ._told import calendar_changed

_FURTHER = re.compile(r"[A-Z0-9]{2,8}")


@dataclass(frozen=True)
class Description:
    """What is said about an office beside its code and kind."""

    name: str
    address: str = ""
    telephone: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    active_from: date | None = None
    active_to: date | None = None

    @classmethod
    def of(cls, office: Office) -> Description:
        return cls(**{field.name: getattr(office, field.name) for field in fields(cls)})

    @property
    def digest(self) -> str:
        """Names this description, so that nobody changes one that they have not seen."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@transaction.atomic
def add_office(
    code: str, *, kind: OfficeKind, region_code: str, description: Description, by: Actor, at: datetime
) -> Office:
    """A further office in a region: `31.71-MPP` stands in 31.71. The region's own office has the region's code."""
    ensure(access.can_add_office(by, region_code=region_code))
    ensure(can_be_called(code, kind=kind, region_code=region_code))
    ensure(can_be_described(description))
    office, is_new = Office.objects.get_or_create(
        code=code, defaults={"kind": kind, "region_id": region_code, **asdict(description)}
    )
    if not is_new:
        raise Refused(Decision(_("There is already an office with this code.")))
    record(f"office:{code}", facts.OFFICE_ADDED, by=by, at=at, office=code, content={"kind": str(kind)})
    return office


@transaction.atomic
def describe_office(
    code: str, description: Description, *, seen: str | None = None, by: Actor, at: datetime
) -> Office:
    """Say anew how an office is called, where it is, and from when to when. `seen`: the digest of what was there."""
    office = _locked(code, by)
    ensure(access.can_change_office(by, office_code=code))
    before = Description.of(office)
    if seen is not None and seen != before.digest:
        raise Refused(Decision(_("Somebody else changed this office in the meantime. Look at it again.")))
    ensure(can_be_described(description))
    changed = [name for name, value in asdict(description).items() if getattr(before, name) != value]
    if changed:
        _ensure_days_may_change(before, description, office_day(at))
        _write(office, description, changed, by=by, at=at)
    return office


def can_be_called(code: str, *, kind: OfficeKind, region_code: str) -> Decision:
    """The office that stands for a region bears its code; a further one adds a dash and two to eight letters."""
    region = Region.objects.filter(pk=region_code).first()
    if region is None:
        return Decision(_("There is no region with this code."))
    own, _dash, further = code.partition("-")
    if (
        own != region_code
        or (kind in REGIONAL) != (further == "")
        or (further and not _FURTHER.fullmatch(further))
    ):
        return Decision(
            _(
                "The code is the region's, then for a further office a dash and 2 to 8 capitals or digits: 31.71-MPP."
            )
        )
    return access.YES


def can_be_described(description: Description) -> Decision:
    if not description.name.strip():
        return Decision(_("Write the name of the office."))
    if (description.latitude is None) != (description.longitude is None):
        return Decision(_("Write both latitude and longitude, or neither."))
    first, last = description.active_from, description.active_to
    if first and last and last < first:
        return Decision(_("The last day is before the first."))
    return access.YES


def can_days_change(before: Description, after: Description, today: date) -> Decision:
    """Days that are over stay as they were: promises were judged by them."""
    moved = [
        day
        for name in ("active_from", "active_to")
        if getattr(before, name) != getattr(after, name)
        for day in (getattr(before, name), getattr(after, name))
        if day
    ]
    if any(day < today for day in moved):
        return Decision(_("First and last day can be changed from today on, not for days that are over."))
    return access.YES


def _ensure_days_may_change(before: Description, after: Description, today: date) -> None:
    ensure(can_days_change(before, after, today))


def _locked(code: str, by: Actor) -> Office:
    office = access.visible_offices(by).select_for_update(of=("self",)).filter(pk=code).first()
    if office is None:
        raise NotThere
    return office


def _write(office: Office, description: Description, changed: list[str], *, by: Actor, at: datetime) -> None:
    for name in changed:
        setattr(office, name, getattr(description, name))
    office.save(update_fields=changed)
    is_ended = "active_to" in changed and description.active_to
    fact = facts.OFFICE_ENDED if is_ended else facts.OFFICE_CHANGED
    record(f"office:{office.pk}", fact, by=by, at=at, office=office.pk, content={"changed": changed})
    if {"active_from", "active_to"} & set(changed):
        calendar_changed(office.pk, "office", None, description.active_to, by=by, at=at)
