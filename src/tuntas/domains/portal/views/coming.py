"""When to come about an application: a time is chosen here; the appointment's own page confirms, moves and cancels it."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tuntas.domains.cases import access
from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import service_of
from tuntas.domains.counters import actions as counters
from tuntas.domains.counters.queries import appointment_for, times_at
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from .owning import owned


@require_http_methods(["GET", "HEAD", "POST"])
@owned
@limited("appointment", Rate(at_once=30, a_minute=20))
def times(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """`/track/case/<id>/appointment/`: its service at its office, so only the time is asked. One at a time."""
    case = access.seen_by(by, case_id)
    if case is None:
        raise Http404
    if not (decision := access.can_come(by, case)):
        messages.error(request, str(decision.reason))
        return redirect("portal:case", case_id=case_id)
    if request.method == "POST":
        return _held(request, case, by=by)
    if standing := appointment_for(case_id, clock.now()):
        return redirect("counters:appointment", token=standing.token)
    return _page(request, case)


def _held(request: HttpRequest, case: Case, *, by: Actor) -> HttpResponse:
    at, key = clock.now(), request.POST.get("key") or None
    try:
        starts_at = counters.chosen_time(request.POST.get("starts", ""))
        held = counters.hold(
            case.office_code, service=case.service_code, starts_at=starts_at, case_id=case.pk, by=by, at=at, key=key
        )  # fmt: skip
    except Refused as refused:
        if standing := appointment_for(case.pk, at):
            messages.error(request, str(refused))
            return redirect("counters:appointment", token=standing.token)
        return _page(request, case, refused=refused)
    return redirect("counters:appointment", token=held.token)


def _page(request: HttpRequest, case: Case, *, refused: Refused | None = None) -> HttpResponse:
    found = times_at(case.office_code, service_of(case), request.GET.get("day", "")[:10], clock.now())
    if found is None:
        raise Http404
    # A new key after a refusal: nothing was done under the old one, and another time is another sending.
    page = {"case": case, "times": found, "refused": refused, "key": uuid.uuid4(), "about_case": True}
    return render(request, "portal/come.html", page, status=409 if refused else 200)
