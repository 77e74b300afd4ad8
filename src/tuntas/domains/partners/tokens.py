"""Who proved a case, for half an hour: a signed token that names the case and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing

SALT = "partners.case"
LASTS = timedelta(minutes=30)


def token_for(case_id: UUID) -> str:
    """The token of whoever proved this case just now."""
    return signing.dumps(str(case_id), salt=SALT)


def case_of(token: str) -> str | None:
    """The case that the token's holder proved, None when it is not ours or has grown old."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return None
