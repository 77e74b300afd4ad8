"""The second step: setting it up, giving its code, and the codes for the day the phone is lost."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.totp import views as allauth_totp
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from tuntas.domains.offices import actions
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.passkeys import UsePasskey, name_here, passkeys_of
from tuntas.domains.offices.queries import roster
from tuntas.domains.offices.second_step import has_second_step
from tuntas.platform import clock

from .passkeys import as_text


class GiveCode(allauth_mfa.AuthenticateView):
    """The code after the password."""

    template_name = "offices/second_step_code.html"
    webauthn_form_class = UsePasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = super().get_context_data(**kwargs)
        person = self.stage.login.user
        kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
        has_passkey = Authenticator.Type.WEBAUTHN in kinds and bool(name_here(self.request))
        options = as_text(page["js_data"]["request_options"]) if has_passkey else ""
        return {**page, "options": options, "has_app": Authenticator.Type.TOTP in kinds}


class ConfirmByCode(allauth_mfa.ReauthenticateView):
    """The code once more, before something that protects the account is changed."""

    template_name = "offices/confirm.html"


@method_decorator(login_required, name="dispatch")
class SetUp(allauth_totp.ActivateTOTPView):
    """A picture for the app on the phone, and its first code."""

    template_name = "offices/second_step_set_up.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            actions.note_second_step(cast(Staff, self.request.user), kind="totp", added=True, at=clock.now())
        return answer


class RecoveryCodes(allauth_codes.ViewRecoveryCodesView):
    """Codes to keep on paper."""

    template_name = "offices/recovery_codes.html"


class NewRecoveryCodes(allauth_codes.GenerateRecoveryCodesView):
    """New codes in place of the old ones."""

    template_name = "offices/recovery_codes_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            actions.note_recovery_codes(cast(Staff, self.request.user), at=clock.now())
        return answer


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How the account is protected."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    page = {
        "has_second_step": has_second_step(request),
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "passkeys": [one.wrap() for one in passkeys_of(request.user)],
        "steps": roster.story(cast(Staff, request.user).pk),
    }
    return render(request, "offices/account.html", page)


@login_required
def keep_second_step(request: HttpRequest) -> HttpResponse:
    """The second step cannot be switched off by oneself; who lost the phone asks an administrator."""
    return redirect("mfa_index")
