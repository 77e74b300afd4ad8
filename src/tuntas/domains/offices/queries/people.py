"""Under which posting someone acts, and what that lets them reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from tuntas.domains.offices.models import Office, Posting, Staff
from tuntas.domains.offices.rules import REGIONAL, OfficeKind, Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.prepared import Prepared

from .names import employment_name, role_name

LOOKS_DOWN = (Role.REGISTRAR, Role.HEAD_OF_UNIT, Role.AGENCY_HEAD, Role.ADMINISTRATOR)

_NAME_OF = Prepared(lambda staff_id: Staff.objects.filter(pk=staff_id).values_list("name", flat=True))
_IN_FORCE = Prepared(
    lambda staff_id, on: (
        Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=on), staff=staff_id, from_on__lte=on)
        .select_related("office", "staff")
        .order_by("id")
    )
)


@dataclass(frozen=True)
class PostingRow:
    """A posting as the page that chooses one shows it."""

    id: UUID
    role: str
    role_name: str
    office_code: str
    office_name: str
    employment_name: str


_ACCOUNT = Prepared(lambda staff_id: Staff.objects.filter(pk=staff_id))
_TODAY = "_postings_today"


def account(staff_id: UUID, on: date) -> Staff | None:
    """The account of a session, with its postings of this day in hand: nearly every page asks for both."""
    postings: list[Posting] = _IN_FORCE(staff_id, on)
    staff: Staff | None = postings[0].staff if postings else _ACCOUNT.first(staff_id)
    if staff:
        setattr(staff, _TODAY, (on, postings))
    return staff


def actor_for(staff: Staff, on: date, posting_id: UUID | str | None = None) -> Actor:
    """The actor that this person is on a day: under the chosen posting, or their only or first one.

    Someone without a posting in force acts for no office.
    """
    posting = posting_in_force(staff, on, posting_id)
    if posting is None:
        return Actor(Kind.STAFF, str(staff.pk))
    kin = frozenset(staff.family or ())
    return Actor(Kind.STAFF, str(staff.pk), posting.role, _offices_of(posting), kin)


def posting_in_force(staff: Staff, on: date, posting_id: UUID | str | None = None) -> Posting | None:
    """The chosen posting while it lasts, else the first that is in force on this day."""
    if not staff.is_active:
        return None
    day, postings = getattr(staff, _TODAY, (None, []))
    if day != on:
        postings = _IN_FORCE(staff.pk, on)
    chosen = [posting for posting in postings if str(posting.pk) == str(posting_id)]
    return next(iter(chosen or postings), None)


def current_postings(staff: Staff, on: date) -> list[PostingRow]:
    """Every posting that this person may act under on a day."""
    return [
        PostingRow(
            id=posting.pk,
            role=posting.role,
            role_name=role_name(posting.role),
            office_code=posting.office_id,
            office_name=posting.office.name,
            employment_name=employment_name(posting.employment),
        )
        for posting in _IN_FORCE(staff.pk, on)
    ]


def find_staff(username: str) -> UUID | None:
    """The account of this username, however its letters are cased."""
    return Staff.objects.filter(username__iexact=username).values_list("pk", flat=True).first()


def staff_name(staff_id: UUID | str) -> str:
    """The official name of someone on the staff; empty when there is no such account."""
    return _NAME_OF.first(staff_id) or ""


def staff_names(staff_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The official names of several, by one statement."""
    return dict(Staff.objects.filter(pk__in=list(staff_ids)).values_list("pk", "name"))


def _offices_of(posting: Posting) -> frozenset[str]:
    """An officer serves one office; who answers for a region's office also reaches all others that lie in it."""
    office: Any = posting.office
    if posting.role not in LOOKS_DOWN or office.kind not in REGIONAL or office.kind == OfficeKind.KELURAHAN:
        return frozenset({office.code})
    lies_below = Q(region__code__startswith=f"{office.region_id}.")
    stands_beside = Q(region=office.region_id) & ~Q(kind__in=REGIONAL)
    below = Office.objects.filter(lies_below | stands_beside)
    return frozenset(below.values_list("code", flat=True)) | {office.code}
