"""One address a verb: each calls one action and goes back to the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tuntas.domains.cases import actions
from tuntas.domains.counters import actions as counters
from tuntas.domains.desk import queries
from tuntas.domains.desk.doors import key_of, verb
from tuntas.domains.promises.rules import Cause
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused


@verb(_("The case is yours now."))
def take(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.take(case_id, by=by, at=at, key=key_of(request))


@verb(_("The emergency is recorded. The level above sees it."))
def claim_exception(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.claim_exception(case_id, request.POST.get("reason", ""), by=by, at=at)


@verb(_("The case is back in the queue."))
def release(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.release(case_id, by=by, at=at, key=key_of(request))


@verb(_("Your ticks are kept."))
def tick_papers(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.tick_papers(case_id, request.POST.getlist("seen"), by=by, at=at)


@verb(_("Returned to the applicant for this one paper."))
def return_to_applicant(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    if not (paper := request.POST.get("paper", "")):
        raise Refused(Decision(_("Choose which paper is missing.")))
    actions.return_to_applicant(
        case_id,
        requirement=paper,
        note=request.POST.get("note", ""),
        seen=request.POST.getlist("seen"),
        by=by,
        at=at,
        key=key_of(request),
    )


@verb(_("The file is complete. The promise runs."))
def accept(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.accept(case_id, seen=request.POST.getlist("seen"), by=by, at=at, key=key_of(request))


@verb(_("Approved. The documents are being made."))
def approve(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.approve(case_id, by=by, at=at, key=key_of(request))


@verb(_("Refused. The applicant sees the article and the reason."))
def refuse(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.refuse(
        case_id,
        article=request.POST.get("article", ""),
        reason=request.POST.get("reason", ""),
        by=by,
        at=at,
        key=key_of(request),
    )


@verb(_("Cause recorded. The clock runs on."))
def report_cause(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    try:
        cause = Cause(request.POST.get("cause", ""))
    except ValueError:
        raise Refused(Decision(_("Choose a cause."))) from None
    actions.report_cause(case_id, cause, by=by, at=at)


@verb(_("The cause is over."))
def end_cause(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.end_cause(case_id, request.POST.get("cause", ""), by=by, at=at)


@verb(_("The document is void. Whoever checks it sees so."))
def withdraw_document(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.withdraw_document(
        case_id,
        request.POST.get("document", ""),
        reason=request.POST.get("reason", ""),
        by=by,
        at=at,
        key=key_of(request),
    )


@verb(_("The card is recorded as printed."))
def record_card_printed(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    blank = request.POST.get("blank_number", "").strip()
    if not blank:
        raise Refused(Decision(_("Write the number of the blank.")))
    actions.record_card_printed(
        case_id,
        request.POST.get("document", ""),
        blank_number=blank,
        by=by,
        at=at,
        key=key_of(request),
    )


@verb(_("Handed over. The case is finished."))
def hand_over(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.hand_over(
        case_id,
        proof=request.POST.get("proof", ""),
        collector=request.POST.get("collector", ""),
        by=by,
        at=at,
        key=key_of(request),
    )
    # Not by a job, which each of these would cost: few have an appointment still.
    counters.end_for(case_id, at=at)


@verb(_("Decided. The applicant reads your reason."))
def decide_contest(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.decide_contest(
        case_id,
        overturn=request.POST.get("verdict") == "overturn",
        reason=request.POST.get("reason", ""),
        by=by,
        at=at,
        key=key_of(request),
    )


@verb()
def renew_pin(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> HttpResponse:
    """The new PIN stands in this answer alone: shown once, to be written down by the applicant."""
    pin = actions.renew_pin(case_id, proof=request.POST.get("proof", ""), by=by, at=at, key=key_of(request))
    shown = queries.desk_case(case_id, by, at)
    page = {"bar": queries.bar(request, by, current="queue"), "pin": pin, "shown": shown}
    return render(request, "desk/pin.html", page)
