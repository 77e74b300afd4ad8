"""Signing in with a password (in a demonstration also with one click), and signing out."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_account
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tuntas.domains.offices import passkeys, queries
from tuntas.domains.offices.demonstration import cast_members
from tuntas.domains.offices.models import Staff
from tuntas.platform import clock

BACKEND = "tuntas.domains.offices.backend.StaffBackend"


def is_demonstration() -> bool:
    return bool(settings.TUNTAS_MODE == "demonstration")


class SignIn(allauth_account.LoginView):
    """Username and password; who has a second step is asked for it next."""

    template_name = "offices/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        cast = _cast() if is_demonstration() else []
        return {**context, "cast": cast, "has_name": bool(passkeys.name_here(self.request))}


class SignOut(allauth_account.LogoutView):
    """Asks before it signs out, unless the button of a page was pressed."""

    template_name = "offices/sign_out.html"


class Inactive(allauth_account.AccountInactiveView):
    """The account was switched off."""

    template_name = "offices/inactive.html"


class Confirm(allauth_account.ReauthenticateView):
    """The password once more, before something that protects the account is changed."""

    template_name = "offices/confirm.html"


@require_POST
def sign_in_as_cast(request: HttpRequest) -> HttpResponse:
    """One click signs a tester in as a member of the cast. In production this does not exist."""
    if not is_demonstration():
        raise Http404
    cast = {str(staff.pk) for staff in cast_members()}
    if request.POST.get("staff") not in cast:
        raise Http404
    staff = get_object_or_404(Staff, pk=request.POST["staff"], is_active=True)
    login(request, staff, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _cast() -> list[dict[str, Any]]:
    today = queries.office_day(clock.now())
    rows = []
    for staff in cast_members():
        posting = next(iter(queries.current_postings(staff, today)), None)
        rows.append({"id": staff.pk, "name": staff.name, "posting": posting})
    return rows
