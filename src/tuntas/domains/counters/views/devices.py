"""Which kiosk a request comes from: the device holds a secret in a cookie, and nobody signs in before it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from ..models import Kiosk
from ..queries import kiosks
from .told import told

TEN_YEARS_SECONDS = 10 * 365 * 86_400


def device_of(request: HttpRequest, *, also_ended: bool = False) -> Kiosk | None:
    """The kiosk that asks; one query."""
    found = kiosks.kiosk_of(secret_of(request))
    return found if found and (also_ended or found.ended_at is None) else None


def secret_of(request: HttpRequest) -> str:
    return request.COOKIES.get(_name(), "")


def remember(response: HttpResponse, secret: str) -> None:
    """Strict: no page of another site can make this device ask for a ticket, which is why its posts need no token."""
    response.set_cookie(
        _name(),
        secret,
        max_age=TEN_YEARS_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def no_device() -> JsonResponse:
    """What a script is told on a device that is no kiosk, or no longer."""
    return told({"error": "no_kiosk"}, status=403)


def _name() -> str:
    return "__Host-tuntas-kiosk" if settings.SESSION_COOKIE_SECURE else "tuntas_kiosk"
