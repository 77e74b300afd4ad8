"""Who proved a case, for half an hour or until a new PIN: a signed token that names the case, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

from tuntas.domains.cases import proof

SALT = "partners.case"
LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Proof:
    """What a token says."""

    case_id: str
    # The proved address (its id) by which the holder proved who they are; empty when they did not.
    contact: str = ""
    # How often a counter had given this case a new PIN.
    renewals: int = 0


def proof_of(case_id: UUID | str) -> Proof:
    """What whoever proved this case just now holds."""
    return Proof(str(case_id), renewals=proof.renewals([case_id])[str(case_id)])


def sealed(held: Proof) -> str:
    """The token that says so, signed."""
    return signing.dumps([held.case_id, held.contact, held.renewals], salt=SALT)


def opened(token: str) -> Proof | None:
    """What the token says; None when it is not ours, has grown old, or a counter gave out a new PIN since."""
    try:
        held = Proof(*signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, TypeError):
        return None
    return held if proof.renewals([held.case_id])[held.case_id] == held.renewals else None
