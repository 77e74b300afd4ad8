"""Where something is done that this office does not do: what an officer tells at the counter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters import queries as counters
from tuntas.domains.desk import queries
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor


@never_cache
@require_safe
@staff_only
def elsewhere(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/elsewhere/?service=…`: the nearest offices that do a service, with their queues now."""
    at, office = clock.now(), min(by.offices)
    services = catalogue.services(offices.office_day(at))
    chosen = next((one for one in services if one.code == request.GET.get("service")), None)
    page = {
        "bar": queries.bar(request, by, current="calling"),
        "services": services,
        "chosen": chosen,
        "is_done_here": chosen is not None and counters.does(chosen.code, office, at),
        "places": counters.places_for(chosen.code, office, at) if chosen else [],
    }
    return render(request, "desk/elsewhere.html", page)
