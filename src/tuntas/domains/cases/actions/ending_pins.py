"""Ends the PINs that an old hash key still has to know, so that the key can be forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuntas.platform.actors import Actor

from .. import facts, pins
from ..rules import PIN_TRIES
from ._moving import tell

ENDED = b""


def end_pins_under(number: int, *, by: Actor, at: datetime) -> int:
    """Lock the PINs that were kept under this key; how many. A counter gives a new one against proof of identity."""
    count = 0
    while few := list(pins.kept_under(number).values_list("pk", flat=True)[:100]):
        with transaction.atomic():
            for case in (
                pins.kept_under(number).select_for_update(of=("self",)).filter(pk__in=few).order_by("pk")
            ):
                case.pin_hash, case.pin_tries = ENDED, PIN_TRIES
                case.save(update_fields=["pin_hash", "pin_tries"])
                tell(case, facts.CASE_PIN_LOCKED, by=by, at=at)
                count += 1
    return count
