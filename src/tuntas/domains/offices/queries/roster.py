"""The people of offices, for who is in charge of them: a page of the list, and one person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge
from tuntas.domains.offices.models import Departure, EntryLink, Posting, Recovery, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import Purpose, Standing, standing
from tuntas.platform.actors import Actor
from tuntas.platform.journal import queries as journal
from tuntas.platform.journal.queries import HistoryRow

from .calendars import office_day
from .names import employment_name, role_name
from .places import office_names

ROWS_ON_A_PAGE = 50
STEPS_SHOWN = 30
_WORDS = {
    Standing.INVITED: (_("Invited"), "warn"),
    Standing.LAPSED: (_("Invitation ended"), "bad"),
    Standing.ACTIVE: (_("Active"), "good"),
    Standing.LEAVING: (_("Leaving"), "warn"),
    Standing.LEFT: (_("Left"), ""),
}
_STEPS = {
    "totp": _("Code from an app"),
    "webauthn": _("Passkey of a device"),
    "recovery_codes": _("Recovery codes on paper"),
}


@dataclass(frozen=True)
class PostingLine:
    """One posting as the list and the person's page show it."""

    id: UUID
    role: str
    role_name: str
    office_code: str
    office_name: str
    employment: str
    employment_name: str
    from_on: date
    to_on: date | None
    when: str  # past, now or coming


@dataclass(frozen=True)
class PersonLine:
    """One line of the list."""

    id: UUID
    name: str
    username: str
    standing: Standing
    standing_text: Any
    tone: str
    postings: tuple[PostingLine, ...]
    second_steps: tuple[Any, ...]

    @property
    def now(self) -> tuple[PostingLine, ...]:
        """What the list shows: what is held today, else what was or will be."""
        return tuple(one for one in self.postings if one.when == "now") or self.postings[:1]


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
    rows = _lines(staff[:ROWS_ON_A_PAGE], by, today)
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
        line=_lines([staff], by, office_day(at))[0],
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


def entry_link(token_hash: bytes, at: datetime) -> EntryLink | None:
    """The link that can still be used, with its person."""
    links = EntryLink.objects.filter(token_hash=token_hash, used_at=None, withdrawn_at=None, ends_at__gt=at)
    return links.select_related("staff").filter(staff__is_active=True).first()


def link_letter(link_id: UUID | str) -> tuple[str, str, str, datetime] | None:
    """(stream, address, purpose, until) of a link that leaves by e-mail."""
    link = EntryLink.objects.select_related("staff").filter(pk=link_id, by_email=True).first()
    if link is None or not link.staff.email:
        return None
    return f"staff:{link.staff_id}", link.staff.email, link.purpose, link.ends_at


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


def _lines(staff: list[Any], by: Actor, today: date) -> list[PersonLine]:
    ids = [one.pk for one in staff]
    postings: dict[UUID, list[PostingLine]] = defaultdict(list)
    held = charge.postings_visible_to(by).filter(staff__in=ids).select_related("office")
    for posting in held.order_by("-from_on", "pk"):
        postings[posting.staff_id].append(_posting_line(posting, today))
    steps: dict[UUID, list[Any]] = defaultdict(list)
    for staff_id, kind in (
        Authenticator.objects.filter(user__in=ids).values_list("user_id", "type").order_by("type")
    ):
        if _STEPS[kind] not in steps[staff_id]:
            steps[staff_id].append(_STEPS[kind])
    return [_line(one, tuple(postings[one.pk]), tuple(steps[one.pk])) for one in staff]


def _line(staff: Any, postings: tuple[PostingLine, ...], steps: tuple[Any, ...]) -> PersonLine:
    stands = standing(
        is_active=staff.is_active,
        is_leaving=staff.is_leaving,
        was_invited=staff.was_invited,
        entered=staff.entered or staff.has_usable_password(),
        has_link=staff.has_link,
    )
    words, tone = _WORDS[stands]
    return PersonLine(staff.pk, staff.name, staff.username, stands, words, tone, postings, steps)


def _posting_line(posting: Posting, today: date) -> PostingLine:
    is_over = posting.to_on is not None and posting.to_on < today
    return PostingLine(
        id=posting.pk,
        role=posting.role,
        role_name=role_name(Role(posting.role)),
        office_code=posting.office_id,
        office_name=posting.office.name,
        employment=posting.employment,
        employment_name=employment_name(Employment(posting.employment)),
        from_on=posting.from_on,
        to_on=posting.to_on,
        when="past" if is_over else "coming" if posting.from_on > today else "now",
    )


def _who(row: HistoryRow) -> str:
    return role_name(row.actor_role) if row.actor_role else ""
