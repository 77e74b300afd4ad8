"""What an officer proposes to change, kept with what the register held in that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.domains.register.models import EarlierProposal, Membership, Person, Proposal
from tuntas.domains.register.models.people import FAMILY_NUMBER, NIK
from tuntas.domains.register.port import Change, EarlierChange, ProposedRow
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
    """Freeze the present values beside the new ones. A case has one proposal; what it had before is kept apart."""
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
    _keep_earlier(wish.case_id)
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


def earlier(case_id: str) -> list[EarlierChange]:
    """What was proposed before, the oldest first: the new values alone."""
    return [
        EarlierChange(by=row.by, at=row.at, becomes={one["element"]: one["new"] for one in row.changes})
        for row in EarlierProposal.objects.filter(case_id=UUID(case_id))
    ]


def compare(wish: Wish) -> list[ProposedRow]:
    """Each element of the case's proposal, or of its wish when nothing is proposed yet, beside the register."""
    proposal = Proposal.objects.filter(case_id=UUID(wish.case_id)).select_related("person").first()
    if proposal:
        kept = {one["element"]: one for one in proposal.changes}
        return [_row(proposal.person, element, kept.get(element), wish) for element in {**kept, **wish.changes}]
    membership = _membership(wish)
    if membership is None:
        return []
    return [
        ProposedRow(
            element=element, held_then=None, held_now=held(membership.person, element), becomes=new, asked=new
        )
        for element, new in wish.changes.items()
    ]


def _row(person: Person, element: str, kept: dict[str, str] | None, wish: Wish) -> ProposedRow:
    """An element of a proposal; one that is asked for and not in it stays as the register has it."""
    now = held(person, element)
    return ProposedRow(
        element=element,
        held_then=kept["old"] if kept else None,
        held_now=now,
        becomes=kept["new"] if kept else now,
        asked=wish.changes.get(element, ""),
    )


def held(person: Person, element: str) -> str:
    """What the register says now, as a code or a text; empty for what it does not know."""
    return person.name if element == "name" else str(person.details.get(element) or "")


def _keep_earlier(case_id: str) -> None:
    before = Proposal.objects.select_for_update().filter(case_id=UUID(case_id)).first()
    if before:
        EarlierProposal.objects.create(
            case_id=before.case_id, changes=before.changes, by=before.by, at=before.at
        )


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
