"""A PIN proves that a case or a draft is someone's: five tries, then an officer renews it at a counter."""

from __future__ import annotations

from django.db.models import BinaryField, F, Func, IntegerField, Q, QuerySet, Value

from tuntas.platform.secrets import HASH_BYTES, NUMBER_BYTES, is_of_older_key, proof_of, proves

from .models import Case
from .rules import PIN_TRIES


def pin_hash(case: Case, pin: str) -> bytes:
    """Keyed with a key outside the database and bound to the case (docs/adr/0006)."""
    return proof_of(f"{case.pk}:{pin}", purpose="pin")


def is_right(case: Case | None, pin: str) -> bool:
    """Compare in the same time and with the same work for a known and an unknown case."""
    subject = case or Case(pin_hash=bytes(32))
    same = proves(bytes(subject.pin_hash), f"{subject.pk}:{pin}", purpose="pin")
    return same and case is not None and not is_locked(case)


def is_locked(case: Case) -> bool:
    return case.pin_tries >= PIN_TRIES


def should_be_kept_anew(case: Case) -> bool:
    """Whether the hash key was changed since: a PIN that was just typed is kept under the new one."""
    return is_of_older_key(bytes(case.pin_hash))


def kept_under(number: int) -> QuerySet[Case]:
    """Cases whose PIN was kept under this hash key; before the first change of keys PINs had no number."""
    first = Func(F("pin_hash"), Value(1), Value(NUMBER_BYTES), function="substr", output_field=BinaryField())
    numbered = Q(first_bytes=number.to_bytes(2, "big"), pin_length=NUMBER_BYTES + HASH_BYTES)
    if number == 1:
        numbered |= Q(pin_length=HASH_BYTES)
    length = Func(F("pin_hash"), function="length", output_field=IntegerField())
    return Case.objects.annotate(first_bytes=first, pin_length=length).filter(numbered)
