"""`/board/<office>/`: what hangs in the waiting room. Anyone may look; it names nobody."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from tuntas.platform import clock

from .. import voice
from ..queries.board import board_of
from ..rules.board import Phase

# Without a script the page asks again after so many seconds.
RENEW_SECONDS = 10
# What a recording may be, by the ending of its name; the first that is there is played.
KINDS = {".wav": "audio/wav", ".ogg": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
A_DAY = 86_400


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
        "units": " ".join(voice.units()),
        "words": json.dumps(voice.counter_words()),
    }
    with translation.override("id"):
        return render(request, "counters/board.html", page)


@cache_control(public=True, max_age=A_DAY)
@require_safe
def voice_unit(request: HttpRequest, unit: str) -> HttpResponseBase:
    """`/voice/<unit>/`: one sound of a call, an office's own recording before the voice that comes with Tuntas."""
    name = voice.file_of(unit)
    found = _sound(name) if name else None
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type=KINDS[found.suffix])


def _sound(name: str) -> Path | None:
    recorded = [Path(settings.VOICE_DIR) / f"{name}{ending}" for ending in KINDS] if settings.VOICE_DIR else []
    ours = Path(finders.find(f"counters/audio/{name}.wav") or "")
    return next((path for path in (*recorded, ours) if path.is_file()), None)
