"""Coming in by a one-time link: set the password, then the second step, and only then the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuntas.domains.offices import actions
from tuntas.domains.offices.actions.entering import LINK_ENDED, token_hash
from tuntas.domains.offices.queries.entry_links import entry_link
from tuntas.domains.offices.second_step import MUST_SET_UP
from tuntas.platform import clock
from tuntas.platform.decisions import Refused

from .entrance import BACKEND

LONGEST_PASSWORD = 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """`/staff/enter/<token>/`: looking uses nothing up, because mail programs look ahead; the password does."""
    at = clock.now()
    link = entry_link(token_hash(token), at)
    if link is None:
        return _ended(request)
    if request.method != "POST":
        return _page(request, link)
    password, again = request.POST.get("password", ""), request.POST.get("again", "")
    if password != again:
        return _page(request, link, again=_("The two are not the same. Type the password twice."))
    try:
        staff = actions.enter(token, password[:LONGEST_PASSWORD], at=at)
    except ValidationError as weak:
        return _page(request, link, weak=weak.messages)
    except Refused:
        return _ended(request)
    request.session.flush()
    login(request, staff, backend=BACKEND)
    # Who has just proved the link need not say the new password once more before the second step.
    record_authentication(request, staff, method="password", reauthenticated=True)
    request.session[MUST_SET_UP] = True
    return redirect("offices:protect")


def _page(request: HttpRequest, link: Any, *, again: str = "", weak: list[str] | None = None) -> HttpResponse:
    page = {"person": link.staff, "purpose": link.purpose, "again": again, "weak": weak or []}
    return render(request, "offices/enter.html", page, status=422 if again or weak else 200)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "offices/enter_ended.html", {"reason": LINK_ENDED.reason}, status=404)
