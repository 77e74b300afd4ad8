"""Each verb that officers, registrars and heads of unit have for a case; the answer is the case afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from tuntas.domains.cases import actions
from tuntas.domains.cases import queries as cases
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, ensure

from ..entry import SignedInStaff, acting
from ..problems import writing
from ..shapes import CaseOut, of_case
from ..words import Given, Line, MaybeKey, Word, text
from .identity import email_address

router = Router(tags=["staff"], auth=SignedInStaff())
ANSWERS = {200: CaseOut, **writing(401, 403, 404, 409)}


class SeenIn(Given):
    seen: list[Word] = Field(default=[], max_length=50, description="Codes of papers ticked in the same moment")


class ReturnIn(SeenIn):
    paper: Word
    note: str = Field(default="", max_length=500)


class RefusalIn(Given):
    article: Word
    reason: Line


class AnewIn(Given):
    corrected: dict[Word, Word] = Field(
        default={}, max_length=20, description="New value of each element that was read or typed wrong"
    )


class SentBackIn(Given):
    reason: Line


class HandOverIn(Given):
    proof: Word = Field(description="ktp_el, ikd, passport or driving_licence")
    collector: Word


class CardIn(Given):
    document: UUID
    blank_number: Word


class VerdictIn(Given):
    overturn: bool
    reason: Line


class VoidIn(Given):
    document: UUID
    reason: Literal["clerical_error", "court_order", "false_statement"]


class ProofIn(Given):
    proof: Word = Field(description="ktp_el, ikd, passport or driving_licence")


class PinOut(BaseModel):
    pin: str = Field(description="Shown in this answer alone")


class ContactIn(ProofIn):
    address: Annotated[str, StringConstraints(min_length=1, max_length=254)]


class CodeIn(Given):
    code: Word


class ExceptionIn(Given):
    reason: Line


class CauseIn(Given):
    cause: Cause


@router.post("desk/cases/{uuid:case_id}/take", response=ANSWERS)
def take(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Lock the case for oneself."""
    return _done(request, case_id, actions.take, key)


@router.post("desk/cases/{uuid:case_id}/release", response=ANSWERS)
def release(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Give a case that somebody holds back to the queue."""
    return _done(request, case_id, actions.release, key)


@router.post("desk/cases/{uuid:case_id}/papers", response=ANSWERS)
def tick_papers(request: HttpRequest, case_id: UUID, given: SeenIn) -> CaseOut:
    """Tick papers as seen: they can't be asked for again. Twice is once."""
    by = acting(request)
    actions.tick_papers(case_id, given.seen, by=by, at=clock.now())
    return _shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/return", response=ANSWERS)
def return_to_applicant(request: HttpRequest, case_id: UUID, given: ReturnIn, key: MaybeKey = None) -> CaseOut:
    """Ask for exactly one paper of the list."""
    more = {"requirement": given.paper, "note": given.note, "seen": given.seen}
    return _done(request, case_id, actions.return_to_applicant, key, **more)


@router.post("desk/cases/{uuid:case_id}/acceptance", response=ANSWERS)
def accept(request: HttpRequest, case_id: UUID, given: SeenIn, key: MaybeKey = None) -> CaseOut:
    """The file is complete: the promise starts."""
    return _done(request, case_id, actions.accept, key, seen=given.seen)


@router.post("desk/cases/{uuid:case_id}/approval", response=ANSWERS)
def approve(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Approve what another accepted."""
    return _done(request, case_id, actions.approve, key)


@router.post("desk/cases/{uuid:case_id}/proposal", response=ANSWERS)
def propose_anew(
    request: HttpRequest, case_id: UUID, given: AnewIn | None = None, key: MaybeKey = None
) -> CaseOut:
    """Propose a change anew: it was corrected, or the register changed while it waited."""
    return _done(request, case_id, actions.propose_anew, key, corrected=given.corrected if given else {})


@router.post("desk/cases/{uuid:case_id}/proposal/taken-back", response=ANSWERS)
def take_back(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Keep one's own proposal from being decided until it is proposed anew."""
    return _done(request, case_id, actions.take_back, key)


@router.post("desk/cases/{uuid:case_id}/proposal/sent-back", response=ANSWERS)
def send_back(request: HttpRequest, case_id: UUID, given: SentBackIn, key: MaybeKey = None) -> CaseOut:
    """Ask the officers to compare a proposed change again, in place of refusing it."""
    return _done(request, case_id, actions.send_back, key, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/refusal", response=ANSWERS)
def refuse(request: HttpRequest, case_id: UUID, given: RefusalIn, key: MaybeKey = None) -> CaseOut:
    """Refuse with the article of law and the reason."""
    return _done(request, case_id, actions.refuse, key, article=given.article, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/card", response=ANSWERS)
def record_card_printed(request: HttpRequest, case_id: UUID, given: CardIn, key: MaybeKey = None) -> CaseOut:
    """The card stands on its blank."""
    return _done(
        request,
        case_id,
        actions.record_card_printed,
        key,
        document_id=given.document,
        blank_number=given.blank_number,
    )


@router.post("desk/cases/{uuid:case_id}/hand-over", response=ANSWERS)
def hand_over(request: HttpRequest, case_id: UUID, given: HandOverIn, key: MaybeKey = None) -> CaseOut:
    """Give the documents to a person whose identity was proved."""
    return _done(request, case_id, actions.hand_over, key, proof=given.proof, collector=given.collector)


@router.post("desk/cases/{uuid:case_id}/contest", response=ANSWERS)
def decide_contest(request: HttpRequest, case_id: UUID, given: VerdictIn, key: MaybeKey = None) -> CaseOut:
    """Uphold or overturn a return that its applicant contests."""
    return _done(request, case_id, actions.decide_contest, key, overturn=given.overturn, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/withdrawal", response=ANSWERS)
def withdraw_document(request: HttpRequest, case_id: UUID, given: VoidIn, key: MaybeKey = None) -> CaseOut:
    """Make an issued document void."""
    more = {"document_id": given.document, "reason": given.reason}
    return _done(request, case_id, actions.withdraw_document, key, **more)


@router.post("desk/cases/{uuid:case_id}/cause", response=ANSWERS)
def report_cause(request: HttpRequest, case_id: UUID, given: CauseIn) -> CaseOut:
    """Say why it takes longer; the clock runs on."""
    by = acting(request)
    actions.report_cause(case_id, given.cause, by=by, at=clock.now())
    return _shown(case_id, by)


@router.delete("desk/cases/{uuid:case_id}/cause/{uuid:cause_id}", response=ANSWERS)
def end_cause(request: HttpRequest, case_id: UUID, cause_id: UUID) -> CaseOut:
    """The cause is over; ended twice, the first end counts."""
    by = acting(request)
    actions.end_cause(case_id, cause_id, by=by, at=clock.now())
    return _shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/pin", response={200: PinOut, **writing(401, 403, 404, 409)})
def renew_pin(request: HttpRequest, case_id: UUID, given: ProofIn, key: MaybeKey = None) -> PinOut:
    """A new PIN for an applicant who proved who they are at the counter."""
    pin = actions.renew_pin(case_id, proof=given.proof, by=acting(request), at=clock.now(), key=text(key))
    return PinOut(pin=pin)


@router.post("desk/cases/{uuid:case_id}/exception", response=ANSWERS)
def claim_exception(request: HttpRequest, case_id: UUID, given: ExceptionIn) -> CaseOut:
    """An emergency: handle a case of one's own family. The level above sees it."""
    by = acting(request)
    actions.claim_exception(case_id, given.reason, by=by, at=clock.now())
    return _shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/contact", response=ANSWERS)
def vouch_for_contact(request: HttpRequest, case_id: UUID, given: ContactIn) -> CaseOut:
    """Send a code to the address of an applicant who proved who they are."""
    by = acting(request)
    address = email_address(given.address)
    actions.vouch_for_contact(case_id, address, proof=given.proof, by=by, at=clock.now())
    return _shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/contact/code", response=ANSWERS)
def confirm_contact(request: HttpRequest, case_id: UUID, given: CodeIn) -> CaseOut:
    """The code as the applicant read it out: from now on the address opens documents."""
    by = acting(request)
    # What is refused here was counted already, so it may be raised.
    ensure(actions.confirm_contact(case_id, given.code, by=by, at=clock.now()))
    return _shown(case_id, by)


def _done(
    request: HttpRequest, case_id: UUID, verb: Callable[..., object], key: UUID | None, **more: Any
) -> CaseOut:
    by = acting(request)
    verb(case_id, by=by, at=clock.now(), key=text(key), **more)
    return _shown(case_id, by)


def _shown(case_id: UUID, by: Actor) -> CaseOut:
    """The case after the verb; who did something with it need not be noted as having looked."""
    page = cases.case_page(case_id, by, clock.now())
    if page is None:
        raise NotThere
    return CaseOut(**of_case(page))
