"""The people of offices, for who is in charge of them: a page of the list, and one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuntas.domains.offices import charge
from tuntas.domains.offices.models import Departure, EntryLink, Recovery, Staff
from tuntas.domains.offices.rules import Role
from tuntas.domains.offices.rules.people import Purpose
from tuntas.platform.actors import Actor
from tuntas.platform.journal import queries as journal
from tuntas.platform.journal.queries import HistoryRow

from .calendars import office_day
from .names import role_name
from .person_lines import PersonLine, lines_of
from .places import office_names

ROWS_ON_A_PAGE = 50
STEPS_SHOWN = 30


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list."""

    rows: list[PersonLine]
    page: int
    has_more: bool


@dataclass(frozen=True)
class Step:
    """One fact of a person's story."""

    text: str
    at: datetime
    role: str
    office: str


@dataclass(frozen=True)
class PersonPage:
    """Everything about one person that who is in charge may see."""

    line: PersonLine
    staff: Staff
    link: EntryLink | None
    recovery: Recovery | None
    departure: Departure | None
    steps: list[Step]


def people(
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    role: str = "",
    office: str = "",
    left: bool = False,
    page: int = 1,
) -> PeoplePage:
    """Whom `by` is in charge of, by name: who has a posting now or to come, or who left. Three queries."""
    today = office_day(at)
    found = _filtered(by, today, role=role, office=office, left=left)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    start = (max(page, 1) - 1) * ROWS_ON_A_PAGE
    staff = list(_with_standing(found, at).order_by("name", "pk")[start : start + ROWS_ON_A_PAGE + 1])
    rows = lines_of(staff[:ROWS_ON_A_PAGE], by, today)
    return PeoplePage(rows, max(page, 1), len(staff) > ROWS_ON_A_PAGE)


def person(staff_id: UUID | str, by: Actor, at: datetime) -> PersonPage | None:
    """One person, or None when `by` is not in charge of them."""
    staff = _with_standing(charge.visible_to(by), at).filter(pk=staff_id).first()
    if staff is None:
        return None
    invitations = EntryLink.objects.filter(staff=staff, purpose=Purpose.INVITATION)
    links = invitations.filter(used_at=None, withdrawn_at=None, ends_at__gt=at)
    recoveries = Recovery.objects.filter(staff=staff, confirmed_at=None, closed_at=None, ends_at__gt=at)
    return PersonPage(
        line=lines_of([staff], by, office_day(at))[0],
        staff=staff,
        link=links.first(),
        recovery=recoveries.select_related("asked_by").first(),
        departure=Departure.objects.filter(staff=staff, undone_at=None, returned_at=None)
        .order_by("-decided_at")
        .first(),
        steps=story(staff.pk),
    )


def story(staff_id: UUID) -> list[Step]:
    """What happened with an account, newest first: its owner and who is in charge read it."""
    history = journal.history(f"staff:{staff_id}")[-STEPS_SHOWN:]
    names = office_names({row.office for row in history if row.office})
    return [Step(row.text, row.at, _who(row), names.get(row.office or "", "")) for row in reversed(history)]


def _filtered(by: Actor, today: date, *, role: str, office: str, left: bool) -> QuerySet[Staff]:
    theirs = charge.postings_visible_to(by).filter(staff=OuterRef("pk"))
    if role in set(Role):
        theirs = theirs.filter(role=role)
    if office:
        theirs = theirs.filter(office=office)
    lasting = theirs.filter(Q(to_on=None) | Q(to_on__gte=today))
    if left:
        return Staff.objects.filter(Exists(theirs)).filter(Q(is_active=False) | ~Exists(lasting))
    return Staff.objects.filter(Exists(lasting), is_active=True)


def _with_standing(found: QuerySet[Staff], at: datetime) -> QuerySet[Staff]:
    links = EntryLink.objects.of_now().filter(staff=OuterRef("pk"), purpose=Purpose.INVITATION)
    out = links.filter(used_at=None, withdrawn_at=None, ends_at__gt=at)
    leaving = Departure.objects.filter(staff=OuterRef("pk"), undone_at=None, carried_out_at=None)
    return found.annotate(
        was_invited=Exists(links),
        has_link=Exists(out),
        entered=Exists(links.filter(used_at__isnull=False)),
        is_leaving=Exists(leaving),
    )


def _who(row: HistoryRow) -> str:
    return role_name(row.actor_role) if row.actor_role else ""
