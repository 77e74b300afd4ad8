"""`/desk/calling/offline/`: what a counter did without network, in its order; each step is told once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuntas.domains.counters import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.demonstration import notice

MOST_AT_ONCE = 300
LONGEST = timedelta(hours=24)
VERBS = {"call": actions.called_offline, "finish": actions.finished_offline}


class _Unreadable(ValueError):
    """Not what our page sends."""


@dataclass(frozen=True)
class _Step:
    key: str
    verb: str
    ticket: UUID
    printed: str
    happened_at: datetime


@require_POST
@staff_only
def offline(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Answers the keys that need not be sent again, and what the officer should know."""
    at = clock.now()
    try:
        session, steps = _read(request.body, at)
    except _Unreadable:
        return JsonResponse({"notice": notice() or None, "kept": []}, status=400)
    kept: list[str] = []
    for step in steps:
        how = {"happened_at": step.happened_at, "by": by, "at": at, "key": step.key}
        try:
            told = VERBS[step.verb](session, step.ticket, **how)  # type: ignore[arg-type]
        except Refused as refused:
            return JsonResponse({"notice": notice() or None, "kept": kept, "refused": str(refused)}, status=409)
        kept.append(step.key)
        if told is not actions.Told.KEPT:
            messages.warning(request, _SENTENCES[told]() % {"number": step.printed})
    return JsonResponse({"notice": notice() or None, "kept": kept})


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
    if one["verb"] not in VERBS:
        raise ValueError(one["verb"])
    ago = min(timedelta(milliseconds=max(0, now - int(one["at"]))), LONGEST)
    return _Step(str(UUID(one["key"])), one["verb"], UUID(one["ticket"]), str(one["printed"])[:12], at - ago)
