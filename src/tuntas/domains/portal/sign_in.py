"""Which provider residents can sign in at, and the sign-in of this browser that is on its way."""

from __future__ import annotations

import hmac
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tuntas.adapters.oidc import Begun, OidcSignIn, SignIn

_KEY = "sign_in"
LASTS = timedelta(minutes=10)


def provider() -> SignIn | None:
    """The provider of the settings; None where there is none, and then no button either."""
    if not settings.TUNTAS_OIDC_ISSUER:
        return None
    return OidcSignIn(
        settings.TUNTAS_OIDC_ISSUER,
        client_id=settings.TUNTAS_OIDC_CLIENT_ID,
        client_secret=settings.TUNTAS_OIDC_CLIENT_SECRET,
        claim=settings.TUNTAS_OIDC_CLAIM,
        scope=settings.TUNTAS_OIDC_SCOPE,
    )


def way_back() -> str:
    return str(settings.PUBLIC_ORIGIN) + reverse("portal:sign_in_return")


def remember(request: HttpRequest, case_id: UUID, begun: Begun, *, at: datetime) -> None:
    """What only this browser's session knows until it comes back; the address is not kept."""
    kept = asdict(begun) | {"address": "", "case": str(case_id), "until": (at + LASTS).timestamp()}
    request.session[_KEY] = kept


def returned(request: HttpRequest, *, state: str, at: datetime) -> tuple[str, Begun] | None:
    """The sign-in that comes back, once: the case and what was kept. None when this browser began no such sign-in."""
    kept = request.session.pop(_KEY, None)
    if not kept or at.timestamp() >= kept["until"]:
        return None
    if not hmac.compare_digest(kept["state"].encode(), state.encode()):
        return None
    return kept["case"], Begun("", kept["state"], kept["nonce"], kept["verifier"])
