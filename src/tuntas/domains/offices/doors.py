"""The way in to every page of staff: signed in, under a posting; and what is not theirs does not exist."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere

View = Callable[..., HttpResponse]


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
            # The actor itself: a verb looks at it a hundred times, and each look through the lazy one costs.
            return view(request, *args, by=copy(by), **kwargs)
        except NotThere:
            raise Http404 from None

    entered.permission = "staff with a posting"  # type: ignore[attr-defined]
    return entered
