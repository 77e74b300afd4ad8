"""What monitoring asks: is this process alive, should it be given work, and its figures."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from . import figures, readiness
from .version import version

# What a proxy adds: with one of these the peer's address is not who asks.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked. Who does not answer here is to be started again."""
    return _fresh(JsonResponse({"alive": True, "version": version()}))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when this machine should be given work, else 503 and what is missing."""
    found = readiness.kept.look()
    is_ready = all(verdict == "ok" for verdict in found.values())
    return _fresh(
        JsonResponse({"ready": is_ready, "checks": found}, status=200 if is_ready else 503),
        {} if is_ready else {"Retry-After": "5"},
    )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus; to whoever may not read them the page does not exist."""
    if not may_read_figures(request):
        raise Http404
    return _fresh(HttpResponse(figures.exposition(), content_type=figures.CONTENT_TYPE))


def may_read_figures(request: HttpRequest) -> bool:
    """Whoever holds the token; without a token in the settings, this machine itself, unless a proxy stands there."""
    if token := settings.TUNTAS_METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    if settings.TUNTAS_PROXIES or any(name in request.META for name in FORWARDED):
        return False
    return _is_this_machine(request.META.get("REMOTE_ADDR", ""))


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _fresh(answer: HttpResponse, headers: dict[str, str] | None = None) -> HttpResponse:
    for name, value in {"Cache-Control": "no-store", **(headers or {})}.items():
        answer.headers[name] = value
    return answer


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/health": health, "/ready": ready}
PROBES["/metrics"] = metrics


class ProbesMiddleware:
    """Answers probes before session, language and host name are looked at: whoever probes calls a machine by number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None or (probe is metrics and not may_read_figures(request)):
            return self.get_response(request)
        return probe(request)
