"""What the live process asks a few times a second, and what a board asks that was away for long."""

from __future__ import annotations

from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, limits
from tuntas.platform.demonstration import notice

from ..queries import feed


@never_cache
@require_safe
def changes(request: HttpRequest) -> JsonResponse:
    """`/inside/changes/?since=…`: the offices whose day changed since then (milliseconds), for the live process alone."""
    secret = settings.INSIDE_SECRET
    if not secret or not compare_digest(request.headers.get("x-tuntas-inside", "").encode(), secret.encode()):
        raise Http404
    found = feed.changes(_number(request, "since"), clock.now(), also=request.GET.get("also", ""))
    return JsonResponse({"notice": notice() or None, **found})


@never_cache
@require_safe
@limits.limited("calls", limits.Rate(at_once=60, a_minute=60), methods=("GET",))
def calls(request: HttpRequest, office_code: str) -> JsonResponse:
    """`/board/<office>/calls/?after=…`: today's calls after this number, at most `feed.MOST_CALLS`."""
    if not office_code.isprintable() or offices.find_office(office_code) is None:
        raise Http404
    found = feed.calls_after(office_code, _number(request, "after"), clock.now())
    return JsonResponse({"notice": notice() or None, "calls": found})


def _number(request: HttpRequest, name: str) -> int:
    """The number after which is asked; zero for what is none that a column holds (², a thousand digits)."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 13 else 0
