"""What the register says about one person for a card of their own: name, address, and whether a KTP-el is due."""

from __future__ import annotations

from typing import Any

from tuntas.domains.register.models import Membership
from tuntas.domains.register.models.people import NIK

from . import cards


def of_nik(nik: str) -> dict[str, Any] | None:
    """The person's row of the family card with the family's address, as JSON; None without a place in a family."""
    membership = (
        Membership.objects.filter(NIK.where(nik, through="person__"), ended_by=None)
        .select_related(
            "person__mother", "person__father", "family__region__parent__parent__parent", "family__entered_by"
        )
        .first()
    )
    if membership is None:
        return None
    card = cards.of_members(membership.family, [membership])
    [row] = card.pop("members")
    return {
        **card,
        **row,
        "family_number": card["number"],
        "marital_code": membership.person.details["marital"],
    }
