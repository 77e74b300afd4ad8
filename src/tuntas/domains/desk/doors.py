"""What every verb of a case's page has in common: who may send it, when, and how its refusal comes back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise as LazyText
from django.views.decorators.http import require_POST

from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

View = Callable[..., HttpResponse]
# A verb answers nothing: its page is the case's. Only what is shown once has an answer of its own.
Verb = Callable[..., HttpResponse | None]


def verb(done: LazyText | None = None) -> Callable[[Verb], View]:
    """A view that only calls one action, by staff and now: afterwards the case's page, with what was done or why not."""

    def decorate(view: Verb) -> View:
        @require_POST
        @staff_only
        @wraps(view)
        def called(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
            answer: HttpResponse | None = None
            try:
                answer = view(request, case_id, by=by, at=clock.now())
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                if done and answer is None:
                    messages.success(request, str(done))
            return answer or redirect("desk:case", case_id=case_id)

        return called

    return decorate


def key_of(request: HttpRequest) -> str | None:
    """The form's own key: sent twice it is one sending."""
    return request.POST.get("key") or None
