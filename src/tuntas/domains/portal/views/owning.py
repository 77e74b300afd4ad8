"""Whose page is it? Only who proved a case finds it; for everybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from tuntas.domains.cases import proof
from tuntas.domains.cases.actions import NotThere
from tuntas.domains.cases.workflow import Status
from tuntas.platform.actors import Actor, Kind

from .. import queries
from . import proving
from .permission import open_to

View = Callable[..., HttpResponse]


def owned(view: View) -> View:
    """A page of a case: unknown, not proved and foreign are one and the same answer."""

    @open_to("the applicant")
    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, case_id: UUID, **more: Any) -> HttpResponse:
        resident = proof.resident_of(request, case_id)
        if resident is None:
            raise Http404
        return _found(view, request, case_id, by=resident, **more)

    return asked


def drafted(view: View) -> View:
    """A page of a draft: without proof the PIN is asked, whether the link is known or not."""

    @open_to("the applicant")
    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, link: str, **more: Any) -> HttpResponse:
        case = queries.find_proved(request, link)
        if case is None:
            return proving.ask_for_pin(request, link)
        # Sent a second time with its key, the last form gets the first sending's answer; all other pages are closed.
        if case.status != Status.DRAFT and "key" not in request.POST:
            return redirect("portal:case", case_id=case.pk)
        return _found(view, request, case, by=Actor(Kind.RESIDENT, str(case.pk)), **more)

    return asked


def _found(view: View, *args: Any, **more: Any) -> HttpResponse:
    """The view's answer; what ended between finding and doing it (a draft of thirty days) is not there any more."""
    try:
        return view(*args, **more)
    except NotThere:
        raise Http404 from None
