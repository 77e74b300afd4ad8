"""Each verb that moves a case at its office; the answer is the case afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from tuntas.domains.cases import actions
from tuntas.domains.cases import queries as cases
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere

from ..entry import SignedInStaff, acting
from ..problems import writing
from ..shapes import CaseOut, of_case
from ..words import Given, Line, MaybeKey, Word, text

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


class VerdictIn(Given):
    overturn: bool
    reason: Line


class VoidIn(Given):
    document: UUID
    reason: Literal["clerical_error", "court_order", "false_statement"]


class CauseIn(Given):
    cause: Cause


@router.post("desk/cases/{uuid:case_id}/take", response=ANSWERS)
def take(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Lock the case for oneself."""
    return done(request, case_id, actions.take, key)


@router.post("desk/cases/{uuid:case_id}/release", response=ANSWERS)
def release(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Give a case that somebody holds back to the queue."""
    return done(request, case_id, actions.release, key)


@router.post("desk/cases/{uuid:case_id}/papers", response=ANSWERS)
def tick_papers(request: HttpRequest, case_id: UUID, given: SeenIn) -> CaseOut:
    """Tick papers as seen: they can't be asked for again. Twice is once."""
    by = acting(request)
    actions.tick_papers(case_id, given.seen, by=by, at=clock.now())
    return shown(case_id, by)


@router.post("desk/cases/{uuid:case_id}/return", response=ANSWERS)
def return_to_applicant(request: HttpRequest, case_id: UUID, given: ReturnIn, key: MaybeKey = None) -> CaseOut:
    """Ask for exactly one paper of the list."""
    more = {"requirement": given.paper, "note": given.note, "seen": given.seen}
    return done(request, case_id, actions.return_to_applicant, key, **more)


@router.post("desk/cases/{uuid:case_id}/acceptance", response=ANSWERS)
def accept(request: HttpRequest, case_id: UUID, given: SeenIn, key: MaybeKey = None) -> CaseOut:
    """The file is complete: the promise starts."""
    return done(request, case_id, actions.accept, key, seen=given.seen)


@router.post("desk/cases/{uuid:case_id}/approval", response=ANSWERS)
def approve(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Approve what another accepted."""
    return done(request, case_id, actions.approve, key)


@router.post("desk/cases/{uuid:case_id}/proposal", response=ANSWERS)
def propose_anew(
    request: HttpRequest, case_id: UUID, given: AnewIn | None = None, key: MaybeKey = None
) -> CaseOut:
    """Propose a change anew: it was corrected, or the register changed while it waited."""
    return done(request, case_id, actions.propose_anew, key, corrected=given.corrected if given else {})


@router.post("desk/cases/{uuid:case_id}/proposal/taken-back", response=ANSWERS)
def take_back(request: HttpRequest, case_id: UUID, key: MaybeKey = None) -> CaseOut:
    """Keep one's own proposal from being decided until it is proposed anew."""
    return done(request, case_id, actions.take_back, key)


@router.post("desk/cases/{uuid:case_id}/proposal/sent-back", response=ANSWERS)
def send_back(request: HttpRequest, case_id: UUID, given: SentBackIn, key: MaybeKey = None) -> CaseOut:
    """Ask the officers to compare a proposed change again, in place of refusing it."""
    return done(request, case_id, actions.send_back, key, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/refusal", response=ANSWERS)
def refuse(request: HttpRequest, case_id: UUID, given: RefusalIn, key: MaybeKey = None) -> CaseOut:
    """Refuse with the article of law and the reason."""
    return done(request, case_id, actions.refuse, key, article=given.article, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/contest", response=ANSWERS)
def decide_contest(request: HttpRequest, case_id: UUID, given: VerdictIn, key: MaybeKey = None) -> CaseOut:
    """Uphold or overturn a return that its applicant contests."""
    return done(request, case_id, actions.decide_contest, key, overturn=given.overturn, reason=given.reason)


@router.post("desk/cases/{uuid:case_id}/withdrawal", response=ANSWERS)
def withdraw_document(request: HttpRequest, case_id: UUID, given: VoidIn, key: MaybeKey = None) -> CaseOut:
    """Make an issued document void."""
    more = {"document_id": given.document, "reason": given.reason}
    return done(request, case_id, actions.withdraw_document, key, **more)


@router.post("desk/cases/{uuid:case_id}/cause", response=ANSWERS)
def report_cause(request: HttpRequest, case_id: UUID, given: CauseIn) -> CaseOut:
    """Say why it takes longer; the clock runs on."""
    by = acting(request)
    actions.report_cause(case_id, given.cause, by=by, at=clock.now())
    return shown(case_id, by)


@router.delete("desk/cases/{uuid:case_id}/cause/{uuid:cause_id}", response=ANSWERS)
def end_cause(request: HttpRequest, case_id: UUID, cause_id: UUID) -> CaseOut:
    """The cause is over; ended twice, the first end counts."""
    by = acting(request)
    actions.end_cause(case_id, cause_id, by=by, at=clock.now())
    return shown(case_id, by)


def done(
    request: HttpRequest, case_id: UUID, verb: Callable[..., object], key: UUID | None, **more: Any
) -> CaseOut:
    """Do it, once for each key."""
    by = acting(request)
    verb(case_id, by=by, at=clock.now(), key=text(key), **more)
    return shown(case_id, by)


def shown(case_id: UUID, by: Actor) -> CaseOut:
    """The case after the verb; who did something with it need not be noted as having looked."""
    page = cases.case_page(case_id, by, clock.now())
    if page is None:
        raise NotThere
    return CaseOut(**of_case(page))
