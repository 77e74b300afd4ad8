"""Passkeys as this house accepts them: bound to our own name, made and used with a fingerprint or PIN."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.conf import settings
from django.http import HttpRequest

LOCALHOST = "localhost"
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


def name_here(request: HttpRequest) -> str | None:
    """The name that passkeys of this page are bound to, or None: browsers bind none to a number.

    On a machine that is opened by its number, `localhost` is the same machine and has a name.
    """
    ours = urlsplit(settings.WEB_ORIGIN).hostname or ""
    if not _is_number(ours):
        return ours
    return LOCALHOST if _host(request) == LOCALHOST else None


def by_name(request: HttpRequest) -> str:
    """Where the same page is found by a name, for who opened it by its number on this machine."""
    port = urlsplit(settings.WEB_ORIGIN).port
    return f"http://{LOCALHOST}{f':{port}' if port else ''}{request.path}"


def origin_here(request: HttpRequest) -> str:
    """The one origin that a passkey's answer may name: not a neighbour below the same name."""
    if name_here(request) == LOCALHOST and _is_number(urlsplit(settings.WEB_ORIGIN).hostname or ""):
        return f"{request.scheme}://{request.get_host()}"
    return str(settings.WEB_ORIGIN)


class _Exact:
    """Refuses in words what is no passkey's answer, and what was made for another page."""

    def clean_credential(self) -> Any:
        from allauth.core import context

        try:
            self._ensure_origin(self.cleaned_data["credential"], context.request)  # type: ignore[attr-defined]
            before = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])  # type: ignore[attr-defined]
            return before()
        except _MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None

    def _ensure_origin(self, credential: Any, request: HttpRequest) -> None:
        from fido2.utils import websafe_decode
        from fido2.webauthn import CollectedClientData

        said = CollectedClientData(websafe_decode(credential["response"]["clientDataJSON"]))
        if name_here(request) is None or said.origin != origin_here(request):
            raise ValueError("another origin")


class AddPasskey(_Exact, forms.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except _MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class UsePasskey(_Exact, forms.AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskey(_Exact, forms.ReauthenticateWebAuthnForm):
    pass


class SignInByPasskey(_Exact, forms.LoginWebAuthnForm):
    pass


def passkeys_of(user: Any) -> list[Authenticator]:
    return list(
        Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at")
    )


def others_protect(user: Any, passkey: Authenticator) -> bool:
    """Whether a second step remains without this passkey; recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exclude(pk=passkey.pk).exists()


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
