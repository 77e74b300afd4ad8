"""The way in: signed-in staff with a posting; and how a verb's refusal comes back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as LazyText

from tuntas.domains.cases.actions import NotThere
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

View = Callable[..., HttpResponse]
# A verb answers nothing: its page is the case's. Only what is shown once has an answer of its own.
Verb = Callable[..., HttpResponse | None]


def staff_only(view: View) -> View:
    """The view with `by`, for staff who act for an office; everyone else signs in first."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by: Actor = request.actor  # type: ignore[attr-defined]
        if not by.is_staff:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if not by.offices:
            return redirect("offices:posting")
        try:
            return view(request, *args, by=by, **kwargs)
        except NotThere:
            raise Http404 from None

    entered.permission = "staff with a posting"  # type: ignore[attr-defined]
    return entered


def verb(done: LazyText | None = None) -> Callable[[Verb], View]:
    """A view that only calls one action: afterwards the case's page, with what was done or why not."""

    def decorate(view: Verb) -> View:
        @wraps(view)
        def called(request: HttpRequest, case_id: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            answer: HttpResponse | None = None
            try:
                answer = view(request, case_id, *args, **kwargs)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                if done and answer is None:
                    messages.success(request, str(done))
            return answer or redirect("desk:case", case_id=case_id)

        return called

    return decorate
