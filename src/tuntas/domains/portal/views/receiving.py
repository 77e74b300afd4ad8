"""Taking a case that was started at a counter to one's own phone, by the code on the officer's screen."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import proof
from tuntas.domains.cases.queries import service_of
from tuntas.platform import clock
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from .permission import everyone


@everyone
@never_cache
@limited("phone link", Rate(at_once=60, a_minute=20))
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """`/receive/<token>/`: a button first, because what previews a link opens it; the same page for every token."""
    if request.method != "POST":
        return render(request, "portal/receive.html", {})
    try:
        sent = cases.open_on_phone(token, at=clock.now())
    except Refused as ended:
        return render(request, "portal/receive.html", {"ended": str(ended)}, status=410)
    proof.remember(request, sent.case)
    page = {
        "case": sent.case,
        "service": service_of(sent.case),
        "reference": sent.reference,
        "pin": sent.pin,
        "track_address": settings.PUBLIC_ORIGIN + reverse("portal:track"),
    }
    return render(request, "portal/received.html", page)
