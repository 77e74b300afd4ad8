"""What lets a counter go on without network: the page is kept, and what it did meanwhile is told, each step once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuntas.domains.counters import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.demonstration import notice
from tuntas.platform.ui import keeping

MOST_AT_ONCE = 300
# What the page needs besides itself.
FILES = (
    "ui/tuntas.css",
    "ui/print.css",
    "ui/demonstration.css",
    "ui/parts.css",
    "ui/forms.css",
    "ui/clock.css",
    "ui/desk.css",
    "desk/calling.css",
    "ui/mark.svg",
    "ui/once.js",
    "ui/clock.js",
    "ui/keys.js",
    "ui/menu.js",
    "counters/stream.js",
    "desk/calling.js",
    "desk/offline.js",
    "desk/offline_line.js",
    "desk/offline_sending.js",
    "desk/offline_store.js",
)
LONGEST = timedelta(days=31)


class _Unreadable(ValueError):
    """Not what our page sends."""


@dataclass(frozen=True)
class _Step:
    key: str
    verb: actions.Step
    ticket: UUID
    printed: str
    happened_at: datetime


@require_safe
@staff_only
def worker(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/calling/worker.js`: under this address it may answer for `/desk/calling/` and nothing above."""
    # A slow answer is waited for: the page as it was would show somebody who is gone.
    return keeping.worker("desk-calling", reverse("desk:calling"), FILES, patience_ms=30_000)


@require_POST
@staff_only
def offline(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Answers the keys that need not be sent again, and what the officer should know."""
    at = clock.now()
    try:
        session, steps = _read(request.body, at)
    except _Unreadable:
        return JsonResponse({"notice": notice() or None, "kept": []}, status=400)
    for step in steps:
        how = {"happened_at": step.happened_at, "by": by, "at": at, "key": step.key}
        told = actions.tell_step(session, step.verb, step.ticket, **how)  # type: ignore[arg-type]
        if told is not actions.Told.KEPT:
            messages.warning(request, _SENTENCES[told]() % {"number": step.printed})
    actions.end_telling(session, by=by, at=at)
    return JsonResponse({"notice": notice() or None, "kept": [step.key for step in steps]})


_SENTENCES = {
    actions.Told.ELSEWHERE: lambda: _(
        "%(number)s was called at another counter while you had no network. It is counted there."
    ),
    actions.Told.LEFT: lambda: _("%(number)s had given the place up while you had no network."),
}


def _read(body: bytes, at: datetime) -> tuple[UUID, list[_Step]]:
    """The steps in their order. The device's clock may be wrong: only how long ago something was is taken from it."""
    try:
        sent = json.loads(body)
        now = int(sent["now"])
        steps = [_step(one, now, at) for one in sent["steps"][:MOST_AT_ONCE]]
        return UUID(sent["session"]), steps
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
        raise _Unreadable from fault


def _step(one: dict[str, Any], now: int, at: datetime) -> _Step:
    ago = min(timedelta(milliseconds=max(0, now - int(one["at"]))), LONGEST)
    return _Step(
        str(UUID(one["key"])),
        actions.Step(one["verb"]),
        UUID(one["ticket"]),
        str(one["printed"])[:12],
        at - ago,
    )
