"""Who proved a case, for half an hour: a signed token that names the case and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing

SALT = "partners.case"
LASTS = timedelta(minutes=30)


def token_for(case_id: UUID | str, *, contact: str = "") -> str:
    """The token of whoever proved this case just now; with a `contact` they also proved by it who they are."""
    return signing.dumps([str(case_id), contact], salt=SALT)


def case_of(token: str) -> str | None:
    """The case that the token's holder proved, None when it is not ours or has grown old."""
    held = _held(token)
    return held[0] if held else None


def contact_of(token: str) -> str:
    """The proved address (its id) by which the token's holder proved who they are; empty when they did not."""
    held = _held(token)
    return held[1] if held else ""


def _held(token: str) -> list[str] | None:
    try:
        held: list[str] = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return held
