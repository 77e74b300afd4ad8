"""In production nobody reaches a page for staff without a second step."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

OPEN_WITHOUT = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "offices:enter",
        "offices:protect",
    }
)
CONFIRMED = "has_second_step"
MUST_SET_UP = (
    "must_set_up_second_step"  # who came in by a one-time link goes no further without, also in a demonstration
)


class SecondStepMiddleware:
    """Sends signed-in staff who have no second step to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not _is_wanted(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_WITHOUT or not request.user.is_authenticated or has_second_step(request):
            return None
        return redirect("offices:protect")


def _is_wanted(request: HttpRequest) -> bool:
    return settings.TUNTAS_MODE == "production" or bool(request.session.get(MUST_SET_UP))


def has_second_step(request: HttpRequest) -> bool:
    """Whether the signed-in person has set up the second step; asked of the database until it is so."""
    if request.session.get(CONFIRMED):
        return True
    confirmed = bool(is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))
    if confirmed:
        request.session[CONFIRMED] = True
    return confirmed
