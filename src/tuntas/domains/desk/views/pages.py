"""The queue, one case, and what waits for approval."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.cases import access, actions
from tuntas.domains.cases import queries as cases
from tuntas.domains.cases.actions.deciding import WITHDRAWN_BECAUSE
from tuntas.domains.cases.actions.owning import PROOFS
from tuntas.domains.cases.workflow import Status
from tuntas.domains.counters.queries import SERVES, appointment_for
from tuntas.domains.desk import calling, queries
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused


@require_safe
@staff_only
def queue(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/`: who waits, the oldest first."""
    page = {
        "bar": queries.bar(request, by, current="queue"),
        "queue": queries.queue(by, clock.now()),
        "serves": by.role in SERVES,
    }
    return render(request, "desk/queue.html", page)


@require_POST
@staff_only
def find(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/find/`: the case of a reference that the applicant shows, also one that is over. Never in an address."""
    case_id = cases.find_by_reference(request.POST.get("reference", ""), by)
    if case_id is None:
        messages.error(
            request, _("There is no case with this reference at your office. Check the number on the receipt.")
        )
        return redirect("desk:queue")
    return redirect("desk:case", case_id=case_id)


@require_safe
@staff_only
def case(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """`/desk/cases/<id>/`: the whole case on one screen. That it was looked at is a fact that its applicant sees."""
    at = clock.now()
    try:
        name = getattr(request.user, "name", "")
        shown, rows = queries.case_with_queue(case_id, by, at, own_name=name)
    except Refused as own_family:
        page = {"bar": queries.bar(request, by, current="queue"), "case_id": case_id, "reason": str(own_family)}
        return render(request, "desk/own_family.html", page, status=403)
    if shown is None:
        raise Http404
    row = shown.page.case
    journal.record_sighting(row.stream, by=by, at=at, office=row.office_code)
    page = {
        "bar": queries.bar(request, by, current="queue", names=shown.page.office_names),
        "queue": rows,
        "shown": shown,
        "appointment": appointment_for(case_id, at),
        "attends": by.role in SERVES,
        "place": calling.own_place(by, at),
        "may": _may(by, shown),
        "key": uuid.uuid4(),
        "proofs": PROOFS,
        "collectors": cases.collectors_of(row),
        "void_because": WITHDRAWN_BECAUSE,
        "causes": [(cause.value, promises.cause_name(cause)) for cause in Cause],
    }
    return render(request, "desk/case.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def approvals(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/approvals/`: what is complete and waits for a registrar; several can be approved at once."""
    if request.method == "POST":
        _approve_chosen(request, by)
        return redirect("desk:approvals")
    page = {
        "bar": queries.bar(request, by, current="approvals"),
        "rows": queries.queue(by, clock.now(), frozenset({Status.ACCEPTED})),
        "batch": uuid.uuid4(),
    }
    return render(request, "desk/approvals.html", page)


def _approve_chosen(request: HttpRequest, by: Actor) -> None:
    """Each case is decided by itself: one refusal does not hold up the others."""
    approved = 0
    batch = request.POST.get("batch", "")
    for case_id in request.POST.getlist("case"):
        try:
            actions.approve(UUID(case_id), by=by, at=clock.now(), key=_key_of(batch, case_id))
        except (Refused, actions.NotThere, ValueError) as refused:
            messages.error(request, str(refused))
        else:
            approved += 1
    if approved:
        text = ngettext("%(count)d case approved.", "%(count)d cases approved.", approved)
        messages.success(request, text % {"count": approved})
    elif not request.POST.getlist("case"):
        messages.error(request, _("Choose at least one case."))


def _key_of(batch: str, case_id: str) -> str | None:
    """The whole list sent twice approves each case once, and says so both times."""
    return str(uuid.uuid5(UUID(batch), case_id)) if batch else None


def _may(by: Actor, shown: queries.DeskCase) -> dict[str, Any]:
    """Each verb's decision: the page shows a button, or the sentence why not."""
    row, is_proposed = shown.page.case, shown.proposal is not None
    return {
        "take": access.can_take(by, row),
        "release": access.can_release(by, row),
        "tick": access.can_tick(by, row),
        "send_back": access.can_return(by, row),
        "approve": access.can_approve(by, row),
        "propose_anew": access.can_propose_anew(by, row, is_proposed=is_proposed),
        "take_back": access.can_take_back(by, row, is_proposed=is_proposed),
        "send_back_proposal": access.can_send_back(by, row, is_proposed=is_proposed),
        "refuse": access.can_refuse(by, row),
        "print_card": access.can_print_card(by, row),
        "hand_over": access.can_hand_over(by, row),
        "cause": access.can_report_cause(by, row),
        "prove_contact": access.can_prove_contact(by, row),
        "renew_pin": access.can_renew_pin(by, row),
        "withdraw_document": access.can_withdraw_document(by, row),
        "decide": access.can_decide_contest(by, row, shown.page.open_return),
    }
