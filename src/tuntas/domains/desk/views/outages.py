"""What holds the whole office up, said from the desk by keys: `g`, then the cause's number."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuntas.domains.counters.queries import SERVES
from tuntas.domains.desk import queries
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.promises import actions
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere


@never_cache
@require_safe
@staff_only
def outages(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/outages/`: what lasts at this office, and a button with a key for each cause."""
    lasting = {row.cause: row for row in promises.causes_of_office(_office(by)) if not row.subject}
    page = {
        "bar": queries.bar(request, by, current="queue"),
        "lasting": list(lasting.values()),
        "causes": [
            (str(key), cause.value, promises.short_cause_name(cause), promises.cause_name(cause))
            for key, cause in enumerate(Cause, 1)
            if cause not in lasting
        ],
    }
    return render(request, "desk/outages.html", page)


@require_POST
@staff_only
def report(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/outages/new/`: one cause for the whole office; reported twice it stays one."""
    office, cause = _office(by), request.POST.get("cause", "")
    if cause in list(Cause):
        actions.report_cause(office, cause=Cause(cause), by=by, at=clock.now())
        messages.success(
            request, _("Reported. Your head of unit and the level above see it. All clocks run on.")
        )
    else:
        messages.error(request, _("Choose one of the causes."))
    return redirect("desk:outages")


@require_POST
@staff_only
def over(request: HttpRequest, cause_id: UUID, *, by: Actor) -> HttpResponse:
    """`/desk/outages/<cause>/end/`: it is over."""
    lasting = {row.id for row in promises.causes_of_office(_office(by)) if not row.subject}
    if cause_id in lasting:
        actions.end_cause(cause_id, by=by, at=clock.now())
        messages.success(request, _("Noted that it is over."))
    return redirect("desk:outages")


def _office(by: Actor) -> str:
    """The office of somebody who serves residents; for others the page does not exist."""
    if by.role not in SERVES:
        raise NotThere
    return min(by.offices)
