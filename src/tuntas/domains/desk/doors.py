"""How a verb's refusal comes back to the page of its case."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise as LazyText

from tuntas.platform.decisions import Refused

View = Callable[..., HttpResponse]
# A verb answers nothing: its page is the case's. Only what is shown once has an answer of its own.
Verb = Callable[..., HttpResponse | None]


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


def key_of(request: HttpRequest) -> str | None:
    """The form's own key: sent twice it is one sending."""
    return request.POST.get("key") or None
