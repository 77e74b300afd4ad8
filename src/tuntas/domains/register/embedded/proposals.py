"""What an officer proposes to change, kept with what the register held in that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.domains.register.models import Membership, Person, Proposal
from tuntas.domains.register.models.people import FAMILY_NUMBER, NIK
from tuntas.domains.register.port import Change, ProposedRow
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

NOT_ON_THE_CARD = Decision(
    _(
        "The register has no person with this NIK on the family card with this number. Compare both with the card; "
        "if they were typed wrong, refuse and ask for a new application."
    )
)
NOTHING_TO_CHANGE = Decision(_("The register already says this. There is nothing to change."))


@dataclass(frozen=True)
class Wish:
    """What a case asks for: whose data, on which card, and what each element is to become."""

    case_id: str
    nik: str
    family_number: str
    changes: Mapping[str, str]


def keep(wish: Wish, *, by: Actor, at: datetime) -> list[Change]:
    """Freeze the present values beside the new ones. Proposed anew, the case has one proposal still."""
    membership = _membership(wish)
    if membership is None:
        raise Refused(NOT_ON_THE_CARD)
    changes = [
        Change(element=element, old=held(membership.person, element), new=new)
        for element, new in wish.changes.items()
        if held(membership.person, element) != new
    ]
    if not changes:
        raise Refused(NOTHING_TO_CHANGE)
    Proposal.objects.update_or_create(
        case_id=UUID(wish.case_id),
        defaults={
            "family_id": membership.family_id,
            "person_id": membership.person_id,
            "changes": [asdict(change) for change in changes],
            "by": by.id,
            "at": at,
        },
    )
    return changes


def compare(wish: Wish) -> list[ProposedRow]:
    """Each element of the case's proposal, or of its wish when nothing is proposed yet, beside the register."""
    proposal = Proposal.objects.filter(case_id=UUID(wish.case_id)).select_related("person").first()
    if proposal:
        return [
            ProposedRow(
                element=one["element"],
                held_then=one["old"],
                held_now=held(proposal.person, one["element"]),
                becomes=one["new"],
            )
            for one in proposal.changes
        ]
    membership = _membership(wish)
    if membership is None:
        return []
    return [
        ProposedRow(element=element, held_then=None, held_now=held(membership.person, element), becomes=new)
        for element, new in wish.changes.items()
    ]


def held(person: Person, element: str) -> str:
    """What the register says now, as a code or a text; empty for what it does not know."""
    return person.name if element == "name" else str(person.details.get(element) or "")


def _membership(wish: Wish) -> Membership | None:
    return (
        Membership.objects.filter(
            NIK.where(wish.nik, through="person__"),
            FAMILY_NUMBER.where(wish.family_number, through="family__"),
            ended_by=None,
        )
        .select_related("person")
        .first()
    )
