"""The second step: setting it up, giving its code, and the codes for the day the phone is lost."""

from __future__ import annotations

from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.totp import views as allauth_totp
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from tuntas.domains.offices.second_step import has_second_step


class GiveCode(allauth_mfa.AuthenticateView):
    """The code after the password."""

    template_name = "offices/second_step_code.html"


class ConfirmByCode(allauth_mfa.ReauthenticateView):
    """The code once more, before something that protects the account is changed."""

    template_name = "offices/confirm.html"


@method_decorator(login_required, name="dispatch")
class SetUp(allauth_totp.ActivateTOTPView):
    """A picture for the app on the phone, and its first code."""

    template_name = "offices/second_step_set_up.html"


class RecoveryCodes(allauth_codes.ViewRecoveryCodesView):
    """Codes to keep on paper."""

    template_name = "offices/recovery_codes.html"


class NewRecoveryCodes(allauth_codes.GenerateRecoveryCodesView):
    """New codes in place of the old ones."""

    template_name = "offices/recovery_codes_new.html"


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How the account is protected."""
    return render(request, "offices/account.html", {"has_second_step": has_second_step(request)})


@login_required
def keep_second_step(request: HttpRequest) -> HttpResponse:
    """The second step cannot be switched off by oneself; who lost the phone asks an administrator."""
    return redirect("mfa_index")
