"""Another password, by its owner: with the old one, and with the second step given for this."""

from __future__ import annotations

import time
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuntas.domains.offices import actions
from tuntas.domains.offices.actions.passwords import WrongPassword
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.passkeys import name_here
from tuntas.platform import clock, limits
from tuntas.platform.decisions import Refused
from tuntas.platform.limits.views import told_to_wait

LONGEST = 500
GIVEN_FOR_SECONDS = 300
TRIES = limits.declared("password change", "account", limits.Rate(at_once=5, a_minute=1))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """`/staff/password/`: the second step first, on its own page; then the old password and the new one."""
    staff = cast(Staff, request.user)
    if not staff.has_usable_password():
        return _page(request)
    if asking := _second_step_to_ask(request, staff):
        return redirect(f"{reverse(asking)}?{urlencode({'next': request.path})}")
    if request.method != "POST":
        return _page(request)
    try:
        limits.take("password change", str(staff.pk), TRIES, at=clock.now())
    except limits.TooMany as too_many:
        return told_to_wait(request, too_many.wait)
    return _change(request, staff)


def _change(request: HttpRequest, staff: Staff) -> HttpResponse:
    old, new, again = (request.POST.get(name, "")[:LONGEST] for name in ("old", "password", "again"))
    if new != again:
        return _page(request, again=_("The two are not the same. Type the password twice."))
    try:
        changed = actions.change_password(staff.pk, old=old, new=new, at=clock.now())
    except WrongPassword as wrong:
        return _page(request, old=str(wrong))
    except Refused as refused:
        return _page(request, weak=str(refused))
    except ValidationError as weak:
        return _page(request, weak=" ".join(weak.messages))
    update_session_auth_hash(request, changed)  # this browser stays signed in
    messages.success(request, _("Your password is changed. Other browsers are signed out."))
    return redirect("mfa_index")


def _second_step_to_ask(request: HttpRequest, staff: Staff) -> str:
    """The page that asks for it, or nothing: it was given a moment ago for such a change, or there is none."""
    kinds = set(Authenticator.objects.filter(user=staff).values_list("type", flat=True))
    if not kinds & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN} or _was_given(request, staff):
        return ""
    # The code needs no script, so it comes first; without app and name one of the codes on paper is asked for.
    by_passkey = Authenticator.Type.TOTP not in kinds and name_here(request)
    return "mfa_reauthenticate_webauthn" if by_passkey else "mfa_reauthenticate"


def _was_given(request: HttpRequest, staff: Staff) -> bool:
    """Signing in does not count: who finds a desk unlocked gives it now."""
    since = time.time() - GIVEN_FOR_SECONDS
    return any(
        one.get("method") == "mfa" and one.get("reauthenticated") and one["at"] > since
        for one in get_authentication_records(request, staff)
    )


def _page(request: HttpRequest, **faults: str) -> HttpResponse:
    staff = cast(Staff, request.user)
    page: dict[str, Any] = {**faults, "has_password": staff.has_usable_password(), "username": staff.username}
    return render(request, "offices/password.html", page, status=422 if faults else 200)
