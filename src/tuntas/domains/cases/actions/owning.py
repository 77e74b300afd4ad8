"""Proving that a case is one's own: PIN, a new PIN at a counter, a confirmed e-mail address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.messaging.rules import same_address
from tuntas.platform import journal
from tuntas.platform.actors import PUBLIC, Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.secrets import keyed_hash

from .. import access, facts, pins, rules
from ..models import Case, StrangerTry
from ..queries.letters import letter
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


@transaction.atomic
def give_email(case_id: UUID | str, address: str, *, by: Actor, at: datetime) -> Case:
    """Send a code to this address; until it comes back, nothing else is sent there."""
    case = locked(case_id, by)
    if case.email_confirmed_at and same_address(address) == same_address(case.email or ""):
        raise Refused(Decision(_("This address is confirmed already.")))
    _take_leave(case, by=by, at=at, unless=address)
    case.email_confirmation = messaging.begin_confirmation(
        address, subject=case.stream, by=by, at=at, language=case.language
    )
    case.email, case.email_confirmed_at = address.strip(), None
    case.save(update_fields=["email", "email_confirmation", "email_confirmed_at"])
    return case


@transaction.atomic
def confirm_email(case_id: UUID | str, code: str, *, by: Actor, at: datetime) -> Decision:
    """Keep the address once its code came back; a refusal is answered, not raised, because it counts a try."""
    case = locked(case_id, by)
    if case.email_confirmation is None:
        return Decision(_("Write your e-mail address first."))
    decision = messaging.confirm(case.email_confirmation, code, by=by, at=at)
    if decision and case.email_confirmed_at is None:
        case.email_confirmed_at = at
        case.save(update_fields=["email_confirmed_at"])
        tell(case, facts.CASE_EMAIL_CONFIRMED, by=by, at=at)
    return decision


@transaction.atomic
def remove_email(case_id: UUID | str, *, by: Actor, at: datetime) -> Case:
    """Nothing more is sent to the address, which was given by consent: one last letter says so, and it is forgotten."""
    case = locked(case_id, by)
    if case.email is not None:
        _take_leave(case, by=by, at=at)
        case.email = case.email_confirmation = case.email_confirmed_at = None
        case.answers = {**case.answers, "email": None}
        case.save(update_fields=["email", "email_confirmation", "email_confirmed_at", "answers"])
        tell(case, facts.CASE_EMAIL_REMOVED, by=by, at=at)
    return case


def _take_leave(case: Case, *, by: Actor, at: datetime, unless: str = "") -> None:
    """The address so far hears once that it is the last time; one that was never confirmed hears nothing."""
    if (
        case.email is None
        or case.email_confirmation is None
        or same_address(case.email) == same_address(unless)
    ):
        return
    written = letter(str(case.pk))
    farewell = written.params if written else {}
    messaging.end_confirmation(case.email_confirmation, farewell=farewell, by=by, at=at, language=case.language)


PROOFS = {
    "ktp_el": _("KTP-el"),
    "ikd": _("Digital identity (IKD)"),
    "passport": _("Passport"),
    "driving_licence": _("Driving licence (SIM)"),
}
