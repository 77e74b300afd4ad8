"""A PIN proves that a case or a draft is someone's: five tries, then an officer renews it at a counter."""

from __future__ import annotations

import hmac

from tuntas.platform.secrets import keyed_hash

from .models import Case
from .rules import PIN_TRIES


def pin_hash(case: Case, pin: str) -> bytes:
    """Keyed with a key outside the database and bound to the case (docs/adr/0006)."""
    return keyed_hash(f"{case.pk}:{pin}", purpose="pin")


def is_right(case: Case | None, pin: str) -> bool:
    """Compare in the same time and with the same work for a known and an unknown case."""
    subject = case or Case(pin_hash=bytes(32))
    same = hmac.compare_digest(bytes(subject.pin_hash), pin_hash(subject, pin))
    return same and case is not None and not is_locked(case)


def is_locked(case: Case) -> bool:
    return case.pin_tries >= PIN_TRIES
