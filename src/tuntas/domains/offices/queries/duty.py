"""Who is on duty at an office on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tuntas.domains.offices.models import Posting
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind

from .names import role_name


@dataclass(frozen=True)
class OnDuty:
    """One person with what they are at this office today."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    is_officer: bool


def on_duty(office_code: str, on: date) -> list[OnDuty]:
    """Everybody whose posting at this office is in force on a day, by name. One query."""
    roles: dict[UUID, list[str]] = defaultdict(list)
    names: dict[UUID, str] = {}
    for posting in _in_force(office_code, on).select_related("staff").order_by("staff__name", "role"):
        names[posting.staff_id] = posting.staff.name
        roles[posting.staff_id].append(posting.role)
    return [
        OnDuty(one, name, tuple(map(role_name, roles[one])), Role.OFFICER in roles[one])
        for one, name in names.items()
    ]


def officer_on_duty(staff_id: UUID | str, office_code: str, on: date) -> Actor | None:
    """This person as an officer of this office, if they are one on this day."""
    found = (
        _in_force(office_code, on)
        .filter(role=Role.OFFICER, staff=UUID(str(staff_id)))
        .select_related("staff")
        .first()
    )
    if found is None:
        return None
    kin = frozenset(found.staff.family or ())
    return Actor(Kind.STAFF, str(found.staff_id), Role.OFFICER, frozenset({office_code}), kin)


def officers_among(pairs: Iterable[tuple[UUID, str]], on: date) -> set[tuple[UUID, str]]:
    """Those of these (person, office) that are an officer of that office on a day. One query."""
    asked = set(pairs)
    officers = lasting(on).filter(role=Role.OFFICER, staff__in={person for person, _office in asked})
    return asked & set(officers.values_list("staff_id", "office_id"))


def _in_force(office_code: str, on: date) -> QuerySet[Posting]:
    return lasting(on).filter(office=office_code)


def lasting(on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on, staff__is_active=True)
