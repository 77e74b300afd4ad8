"""The counters of an office for who answers for it: who sits there, who waits, and what was out of the ordinary."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuntas.domains.counters import access as counter_access
from tuntas.domains.counters import actions as counters
from tuntas.domains.monitoring import access
from tuntas.domains.monitoring.queries.counters import counters_page
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import desk


@never_cache
@require_safe
@staff_only
def office_counters(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/counters/`: the counters and the queue at this moment."""
    access.ensure_there(by, code)
    page = {
        "bar": desk.bar(request, by, current="monitor"),
        "shown": counters_page(code, clock.now()),
        "may_close": counter_access.serves_residents(by, code),
        "key": uuid.uuid4(),
    }
    return render(request, "monitoring/counters.html", page)


@require_POST
@staff_only
def close_counter(request: HttpRequest, code: str, session_id: UUID, *, by: Actor) -> HttpResponse:
    """`/monitor/<code>/counters/<session>/closing/`: close what somebody left open."""
    access.ensure_there(by, code)
    try:
        counters.close_counter(session_id, by=by, at=clock.now(), key=request.POST.get("key") or None)
        messages.success(request, _("The counter is closed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("monitoring:counters", code=code)
