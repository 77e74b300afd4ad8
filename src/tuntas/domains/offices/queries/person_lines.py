"""Somebody as a line of the list: how they stand, what they do where, and what they enter with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge
from tuntas.domains.offices.models import Posting
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import Standing, standing
from tuntas.platform.actors import Actor

from .names import employment_name, role_name

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


def lines_of(staff: list[Any], by: Actor, today: date) -> list[PersonLine]:
    """Rows that `roster` annotated, as lines. Two queries."""
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
