"""Proving that a case is one's own: PIN, a new PIN at a counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import PUBLIC, Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.secrets import keyed_hash

from .. import access, facts, pins, rules
from ..models import Case, StrangerTry
from ._moving import locked, tell

# One text for a wrong PIN, an unknown reference and a locked case: a stranger learns nothing.
WRONG = _(
    "The number and the PIN do not fit together. After five wrong tries the PIN is locked; "
    "any counter gives you a new one against proof of identity."
)


@transaction.atomic
def prove(*, reference: str = "", link: str = "", pin: str, at: datetime) -> Case | None:
    """The case of this reference (or draft link) if the PIN is right, else None; wrong tries are counted."""
    known = rules.read_reference(reference) if reference else None
    found = Case.objects.select_for_update(of=("self",))
    case = found.filter(reference=known).first() if known else found.filter(link=link).first() if link else None
    if pins.is_right(case, rules.read_pin(pin)) and case is not None:
        if case.pin_tries or pins.should_be_kept_anew(case):
            case.pin_hash, case.pin_tries = pins.pin_hash(case, rules.read_pin(pin)), 0
            case.save(update_fields=["pin_hash", "pin_tries"])
        return case
    stranger_key = keyed_hash((known or link or reference)[:80], purpose="stranger")
    # Asked for both, so that a reference that exists and one that does not cost the same statements.
    stranger = StrangerTry.objects.select_for_update().filter(pk=stranger_key).first()
    if case is None:
        _count_stranger(stranger, stranger_key, at=at)
    elif not pins.is_locked(case):
        case.pin_tries += 1
        case.save(update_fields=["pin_tries"])
        if pins.is_locked(case):
            tell(case, facts.CASE_PIN_LOCKED, by=PUBLIC, at=at)
    return None


def _count_stranger(stranger: StrangerTry | None, key: bytes, *, at: datetime) -> None:
    """Do for a number that we never gave out what a wrong PIN does for one that we did: who measures learns nothing."""
    if stranger is None:
        StrangerTry.objects.bulk_create([StrangerTry(key=key, tries=1, at=at)], ignore_conflicts=True)
    elif stranger.tries < rules.PIN_TRIES:
        stranger.tries += 1
        stranger.save(update_fields=["tries"])
        if stranger.tries == rules.PIN_TRIES:
            journal.record(f"stranger:{key.hex()[:32]}", facts.CASE_PIN_LOCKED, by=PUBLIC, at=at)


@transaction.atomic
def forget_strangers(*, before: datetime) -> int:
    """Delete counts of numbers that do not exist; how many."""
    return StrangerTry.objects.filter(at__lt=before).delete()[0]


@transaction.atomic
def renew_pin(case_id: UUID | str, *, proof: str, by: Actor, at: datetime, key: str | None = None) -> str:
    """A new PIN for an applicant who stands at the counter with proof of identity; it is shown once."""
    with once(key, verb="cases.renew_pin", by=by) as first:
        if first.done:
            return first.result["pin"]
        case = locked(case_id, by)
        ensure(access.can_renew_pin(by, case))
        if proof not in PROOFS:
            raise Refused(Decision(_("Say which proof of identity you saw.")))
        pin = rules.new_pin()
        case.pin_hash, case.pin_tries = pins.pin_hash(case, pin), 0
        case.save(update_fields=["pin_hash", "pin_tries"])
        tell(case, facts.CASE_PIN_RENEWED, by=by, at=at, proof=proof)
        first.keep({"pin": pin})
    return pin


PROOFS = {
    "ktp_el": _("KTP-el"),
    "ikd": _("Digital identity (IKD)"),
    "passport": _("Passport"),
    "driving_licence": _("Driving licence (SIM)"),
}
