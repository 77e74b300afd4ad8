"""`/board/<office>/`: what hangs in the waiting room. Anyone may look; it names nobody."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.platform import clock

from ..queries.board import board_of
from ..rules.board import Phase

# Without a script the page asks again after so many seconds.
RENEW_SECONDS = 10


@never_cache
@require_safe
def board(request: HttpRequest, office_code: str) -> HttpResponse:
    """The board: in Indonesian with English beside it, whatever the browser that shows it was set to."""
    found = board_of(office_code, clock.now()) if office_code.isprintable() else None
    if found is None:
        raise Http404
    page = {
        "board": found,
        "is_open": found.phase is Phase.OPEN,
        "renew_seconds": RENEW_SECONDS,
        "zone": settings.TIME_ZONE,
    }
    with translation.override("id"):
        return render(request, "counters/board.html", page)
