"""From the first page to a started form: two taps."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import proof
from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.platform import clock, forms
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from .permission import everyone


@everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/`: asks the database nothing and sets no cookie."""
    today = _today()
    rows = [(service, service.promise(today)) for service in catalogue.services(today)]
    return render(request, "portal/home.html", {"services": rows})


# Never from a cache: the hidden key that starts a draft must not be another person's on a shared phone.
@everyone
@never_cache
@limited("draft", Rate(at_once=120, a_minute=40))
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, code: str) -> HttpResponse:
    """`/services/<code>/`: what to bring and what is promised; its one button starts the form."""
    try:
        found = catalogue.service(code, _today())
    except catalogue.NoSuchService:
        raise Http404 from None
    return _start(request, found) if request.method == "POST" else _page(request, found)


def _start(request: HttpRequest, found: Service) -> HttpResponse:
    try:
        started = cases.start_draft(
            found.code,
            by=PUBLIC,
            at=clock.now(),
            language=request.LANGUAGE_CODE,
            key=request.POST.get("key", ""),
        )
    except Refused as refused:
        return _page(request, found, refused=str(refused))
    proof.remember(request, started.case)
    # The PIN stands in this answer and nowhere else; loading it again sends the same key and gets the same PIN.
    link = started.case.link
    address = settings.PUBLIC_ORIGIN + reverse("portal:resume", args=[link])
    return render(
        request,
        "portal/draft_started.html",
        {"service": found, "link": link, "address": address, "pin": started.pin},
    )


def _page(request: HttpRequest, found: Service, **more: Any) -> HttpResponse:
    term = found.promise(_today())
    return render(
        request,
        "portal/service.html",
        {
            "service": found,
            "term": term,
            "notice": forms.privacy_notice(found.form),
            "key": uuid.uuid4(),
            **more,
        },
    )


def _today() -> date:
    return timezone.localtime(clock.now()).date()
