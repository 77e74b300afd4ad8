"""The applicant's e-mail address: given by consent, confirmed by a code, and proved when an officer saw who they are."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.messaging.rules import same_address
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.secrets import keyed_hash

from .. import access, facts
from ..models import Case, ProvedContact
from ..queries.letters import letter
from ..rules import applicants_number
from ._moving import locked, tell
from .owning import PROOFS

NOT_THE_APPLICANT = Decision(
    _("Who signed in is not the applicant of this application. Only the applicant opens its documents here.")
)
NOT_PROVED = Decision(
    _("No address was proved at a counter. Collect the documents there, or prove an address there.")
)


@transaction.atomic
def give_email(case_id: UUID | str, address: str, *, by: Actor, at: datetime) -> Case:
    """Send a code to this address; until it comes back, nothing else is sent there."""
    case = locked(case_id, by)
    if case.email_confirmed_at and same_address(address) == same_address(case.email or ""):
        raise Refused(Decision(_("This address is confirmed already.")))
    before = case.email
    _take_leave(case, by=by, at=at, unless=address)
    case.email_confirmation = messaging.begin_confirmation(
        address, subject=case.stream, by=by, at=at, language=case.language
    )
    case.email, case.email_confirmed_at = address.strip(), None
    case.save(update_fields=["email", "email_confirmation", "email_confirmed_at"])
    _keep_or_end_proof(case, before, by=by, at=at)
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
        _prove_if_vouched(case, by=by, at=at)
    return decision


@transaction.atomic
def remove_email(case_id: UUID | str, *, by: Actor, at: datetime) -> Case:
    """Nothing more is sent to the address, which was given by consent: one last letter says so, and it is forgotten."""
    case = locked(case_id, by)
    if case.email is not None:
        end_proof(case, by=by, at=at)
        _take_leave(case, by=by, at=at)
        case.email = case.email_confirmation = case.email_confirmed_at = None
        case.answers = {**case.answers, "email": None}
        case.save(update_fields=["email", "email_confirmation", "email_confirmed_at", "answers"])
        tell(case, facts.CASE_EMAIL_REMOVED, by=by, at=at)
    return case


@transaction.atomic
def vouch_for_contact(case_id: UUID | str, address: str, *, proof: str, by: Actor, at: datetime) -> Case:
    """An officer saw who the applicant is, and sends a code to the address they name: whoever reads it back is proved."""
    case = locked(case_id, by)
    ensure(access.can_prove_contact(by, case))
    if proof not in PROOFS:
        raise Refused(Decision(_("Say which proof of identity you saw.")))
    is_known = case.email_confirmed_at is not None and same_address(address) == same_address(case.email or "")
    if not is_known:
        _take_leave(case, by=by, at=at, unless=address)
    end_proof(case, by=by, at=at)
    code = messaging.begin_confirmation(address, subject=case.stream, by=by, at=at, language=case.language)
    if not is_known:
        case.email, case.email_confirmation, case.email_confirmed_at = address.strip(), code, None
        case.save(update_fields=["email", "email_confirmation", "email_confirmed_at"])
    ProvedContact.objects.create(case=case, confirmation=code, proof=proof, by=UUID(by.id), at=at)
    return case


@transaction.atomic
def confirm_contact(case_id: UUID | str, code: str, *, by: Actor, at: datetime) -> Decision:
    """The code as the applicant read it out at the counter; a refusal is answered, because it counts a try."""
    case = locked(case_id, by)
    ensure(access.can_prove_contact(by, case))
    row = _row(case)
    if row is None:
        return Decision(_("Write the e-mail address first, with the proof of identity that you saw."))
    if case.email_confirmation == row.confirmation:
        return confirm_email(case_id, code, by=by, at=at)
    decision = messaging.confirm(row.confirmation, code, by=by, at=at)
    if decision:
        _prove(case, row, by=by, at=at)
    return decision


@transaction.atomic
def send_download_code(case_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """A fresh code to the address that was proved at a counter. Raises `Refused` when none was."""
    case = locked(case_id, by)
    row = _row(case)
    if row is None or row.proved_at is None or not case.email:
        raise Refused(NOT_PROVED)
    row.download_code = messaging.begin_confirmation(
        case.email, subject=case.stream, by=by, at=at, language=case.language, template="open_documents"
    )
    row.save(update_fields=["download_code"])


@transaction.atomic
def prove_by_contact(case_id: UUID | str, code: str, *, by: Actor, at: datetime) -> Decision:
    """Whether this is the fresh code from the proved address: then documents open, where it was typed."""
    case = locked(case_id, by)
    row = _row(case)
    if row is None or row.proved_at is None or row.download_code is None:
        return NOT_PROVED
    decision = messaging.confirm(row.download_code, code, by=by, at=at)
    if decision:
        # A code opens once, in the browser where it was typed.
        row.download_code = None
        row.save(update_fields=["download_code"])
        tell(case, facts.CASE_IDENTITY_PROVED, by=by, at=at, means="contact")
    return decision


@transaction.atomic
def prove_by_sign_in(case_id: UUID | str, number: str, *, by: Actor, at: datetime) -> None:
    """A provider said whose NIK signed in: the applicant's own opens the documents. Raises `Refused` for another's.

    The number is compared and written nowhere.
    """
    case = locked(case_id, by)
    own = applicants_number(case.answers)
    if own is None or not hmac.compare_digest(_hash(own), _hash(number)):
        raise Refused(NOT_THE_APPLICANT)
    tell(case, facts.CASE_IDENTITY_PROVED, by=by, at=at, means="sign_in")


def end_proof(case: Case, *, by: Actor, at: datetime) -> None:
    """The address was removed or is another one now: it proves nobody any more."""
    row = _row(case)
    if row is None:
        return
    row.delete()
    if row.proved_at:
        tell(case, facts.CASE_CONTACT_REVOKED, by=by, at=at)


def _keep_or_end_proof(case: Case, before: str | None, *, by: Actor, at: datetime) -> None:
    """A code sent again to the address that an officer vouched for is still that address; any other ends it."""
    row = _row(case)
    if row is None:
        return
    if row.proved_at is None and same_address(case.email or "") == same_address(before or ""):
        row.confirmation = case.email_confirmation or row.confirmation
        row.save(update_fields=["confirmation"])
    else:
        end_proof(case, by=by, at=at)


def _prove_if_vouched(case: Case, *, by: Actor, at: datetime) -> None:
    row = _row(case)
    if row is not None and row.proved_at is None and row.confirmation == case.email_confirmation:
        _prove(case, row, by=by, at=at)


def _prove(case: Case, row: ProvedContact, *, by: Actor, at: datetime) -> None:
    if row.proved_at is None:
        row.proved_at = at
        row.save(update_fields=["proved_at"])
        tell(case, facts.CASE_CONTACT_PROVED, by=by, at=at, proof=row.proof)


def _hash(number: str) -> bytes:
    return keyed_hash(number.strip(), purpose="applicant who signs in")


def _row(case: Case) -> ProvedContact | None:
    return ProvedContact.objects.filter(case=case).first()


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
