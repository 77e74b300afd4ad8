"""What staff do for the person who stands before them: card, hand-over, a new PIN, a proved address; an emergency."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from tuntas.domains.cases import actions
from tuntas.platform import clock
from tuntas.platform.decisions import ensure

from ..entry import SignedInStaff, acting
from ..problems import writing
from ..shapes import CaseOut
from ..words import Given, Line, MaybeKey, Word, text
from .identity import email_address
from .verbs import ANSWERS, done, shown

router = Router(tags=["staff"], auth=SignedInStaff())


class HandOverIn(Given):
    proof: Word = Field(description="ktp_el, ikd, passport or driving_licence")
    collector: Word


class CardIn(Given):
    document: UUID
    blank_number: Word


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


@router.post("desk/cases/{uuid:case_id}/card", response=ANSWERS)
def record_card_printed(request: HttpRequest, case_id: UUID, given: CardIn, key: MaybeKey = None) -> CaseOut:
    """The card stands on its blank."""
    return done(
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
    return done(request, case_id, actions.hand_over, key, proof=given.proof, collector=given.collector)


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
    return shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/contact", response=ANSWERS)
def vouch_for_contact(request: HttpRequest, case_id: UUID, given: ContactIn) -> CaseOut:
    """Send a code to the address of an applicant who proved who they are."""
    by = acting(request)
    address = email_address(given.address)
    actions.vouch_for_contact(case_id, address, proof=given.proof, by=by, at=clock.now())
    return shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/contact/code", response=ANSWERS)
def confirm_contact(request: HttpRequest, case_id: UUID, given: CodeIn) -> CaseOut:
    """The code as the applicant read it out: from now on the address opens documents."""
    by = acting(request)
    # What is refused here was counted already, so it may be raised.
    ensure(actions.confirm_contact(case_id, given.code, by=by, at=clock.now()))
    return shown(case_id, by)
