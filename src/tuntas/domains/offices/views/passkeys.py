"""Passkeys: add one, name it, take it off, and enter by it."""

from __future__ import annotations

import json
from typing import Any, cast

from allauth.mfa.webauthn import views as allauth_passkeys
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from tuntas.domains.offices import actions, passkeys
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.second_step import has_second_step
from tuntas.platform import clock


class Add(allauth_passkeys.AddWebAuthnView):
    """A passkey of this phone, computer or key."""

    template_name = "offices/passkey_add.html"
    form_class = passkeys.AddPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = passkeys.name_here(self.request)
        page = {"form": kwargs.get("form") or self.get_form(), "view": self, "has_name": bool(name)}
        if not name:
            return {**page, "by_name": passkeys.by_name(self.request)}
        # With a fingerprint or PIN it is two steps in one, so it opens without a password too.
        return {**page, "options": as_text(auth.begin_registration(self.request.user, passwordless=True))}

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            actions.note_second_step(cast(Staff, self.request.user), kind="passkey", added=True, at=clock.now())
        messages.success(self.request, _("The passkey is added."))
        return answer


class Rename(allauth_passkeys.EditWebAuthnView):
    """What its owner calls a passkey."""

    template_name = "offices/passkey_name.html"
    success_url = reverse_lazy("mfa_index")


class Remove(allauth_passkeys.RemoveWebAuthnView):
    """A passkey that is no longer used. The last second step stays."""

    template_name = "offices/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            Staff.objects.select_for_update().get(pk=self.request.user.pk)  # two removals at once leave one
            if not passkeys.others_protect(self.request.user, self.object):
                messages.error(self.request, _("This is your last second step. Add another one first."))
                return redirect("mfa_index")
            answer = super().form_valid(form)
            actions.note_second_step(
                cast(Staff, self.request.user), kind="passkey", added=False, at=clock.now()
            )
        messages.success(self.request, _("The passkey is taken off."))
        return answer


class SignIn(allauth_passkeys.LoginWebAuthnView):
    """In by the passkey alone."""

    form_class = passkeys.SignInByPasskey

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey does not fit. Sign in with username and password."))
        return redirect("account_login")


class Confirm(allauth_passkeys.ReauthenticateWebAuthnView):
    """The passkey once more, before something that protects the account is changed."""

    template_name = "offices/passkey_confirm.html"
    form_class = passkeys.ConfirmByPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = super().get_context_data(**kwargs)
        return {**page, "options": as_text(page["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey does not fit. Please try again."))
        return redirect(f"{reverse('mfa_reauthenticate_webauthn')}?{self.request.GET.urlencode()}")


@login_required
def protect(request: HttpRequest) -> HttpResponse:
    """Which second step to set up first."""
    page = {
        "has_name": bool(passkeys.name_here(request)),
        "by_name": passkeys.by_name(request),
        "has_second_step": has_second_step(request),
    }
    return render(request, "offices/protect.html", page)


def as_text(options: Any) -> str:
    """For the page's module: the options as JSON."""
    return json.dumps(options, cls=DjangoJSONEncoder)
