"""How allauth sees our staff: no signing up, no messages of its own, secrets encrypted, everyone to their desk."""

from __future__ import annotations

import base64
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.passkeys import name_here
from tuntas.platform import clock, secrets
from tuntas.platform.ui import qr

SECRET_CONTEXT = "mfa_authenticator.data"  # noqa: S105  the place of the secret, not the secret


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, and pages say themselves what happened."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Username and password do not fit together. Please check both."),
        "too_many_login_attempts": _("Too many attempts. Please wait five minutes and try again."),
        "incorrect_password": _("The password is not right. Please check it."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        return None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        today = queries.office_day(clock.now())
        has_choice = len(queries.current_postings(cast(Staff, request.user), today)) > 1
        return reverse("offices:posting") if has_choice else super().get_login_redirect_url(request)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step's secrets stand encrypted in the database, like everything that must not be read there."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Please type the code that your app shows now."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(secrets.encrypt(text.encode(), context=SECRET_CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(base64.b64decode(encrypted_text), context=SECRET_CONTEXT).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": name_here(context.request) or "", "name": "Tuntas"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": str(user)}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Called so until its owner gives it a better name."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url, scale=5, border=2)
