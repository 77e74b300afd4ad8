"""Where a service is done, and how long the queue is there now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.domains.cases.queries.receiving import offices_named
from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters import queries as counters
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock
from tuntas.platform.limits import Rate, limited

from .permission import everyone

LONGEST = 80
MOST_NAMED = 5


@everyone
@never_cache
@limited("places", Rate(at_once=60, a_minute=30), methods=("GET",))
@require_safe
def places(request: HttpRequest, code: str) -> HttpResponse:
    """`/services/<code>/places/?near=…`: the office of a kelurahan, kecamatan or city, and those near it."""
    at = clock.now()
    try:
        service = catalogue.service(code, offices.office_day(at))
    except catalogue.NoSuchService:
        raise Http404 from None
    near = request.GET.get("near", "").replace("\x00", "")[:LONGEST].strip()
    named = offices_named(service, near)[:MOST_NAMED] if near else []
    here = next((one for one in named if one.code == request.GET.get("office")), named[0] if named else None)
    page = {
        "service": service,
        "near": near,
        "named": named,
        "here": here,
        "places": counters.places_for(code, here.code, at, with_itself=True) if here else [],
    }
    return render(request, "portal/places.html", page)
