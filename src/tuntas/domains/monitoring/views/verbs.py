"""One address a verb: each calls one action and goes back to the office's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.actions import Reassigned
from tuntas.domains.counters import actions as counters
from tuntas.domains.monitoring import access, actions
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

Verb = Callable[..., str]
View = Callable[..., HttpResponse]


def verb(view: Verb) -> View:
    """A view that calls one action and says what was done; a refusal comes back as its sentence."""

    @require_POST
    @staff_only
    @wraps(view)
    def called(request: HttpRequest, code: str, *, by: Actor, **ids: Any) -> HttpResponse:
        access.ensure_there(by, code)
        try:
            messages.success(request, view(request, code, by=by, **ids))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("monitoring:office", code=code)

    return called


@verb
def release(request: HttpRequest, code: str, case_id: UUID, *, by: Actor) -> str:
    cases.release(case_id, by=by, at=clock.now(), key=_key(request))
    return _("The case is back in the queue.")


@verb
def decide_contest(request: HttpRequest, code: str, case_id: UUID, *, by: Actor) -> str:
    if (verdict := request.POST.get("verdict")) not in {"overturn", "uphold"}:
        raise Refused(Decision(_("Choose whether the paper is needed.")))
    cases.decide_contest(
        case_id,
        overturn=verdict == "overturn",
        reason=request.POST.get("reason", ""),
        by=by,
        at=clock.now(),
        key=_key(request),
    )
    return _("Decided. The applicant reads your reason.")


@verb
def reassign(request: HttpRequest, code: str, *, by: Actor) -> str:
    person, to = _id(request.POST.get("person")), request.POST.get("to", "")
    if person is None or not to:
        raise Refused(Decision(_("Choose to whom the cases go.")))
    receiver = None if to == "queue" else _id(to)
    if receiver is None and to != "queue":
        raise Refused(Decision(_("Choose to whom the cases go.")))
    done = cases.reassign(code, person, to=receiver, by=by, at=clock.now(), key=_key(request))
    return _said(done, ngettext("%(count)d case passed on.", "%(count)d cases passed on.", done.moved))


@verb
def undo(request: HttpRequest, code: str, reassignment_id: UUID, *, by: Actor) -> str:
    done = cases.undo_reassignment(reassignment_id, by=by, at=clock.now(), key=_key(request))
    return _said(done, ngettext("%(count)d case given back.", "%(count)d cases given back.", done.moved))


@verb
def acknowledge(request: HttpRequest, code: str, case_id: UUID, *, by: Actor) -> str:
    actions.acknowledge_exception(code, case_id, by=by, at=clock.now(), key=_key(request))
    return _("Noted that you have read it.")


@verb
def acknowledge_alarm(request: HttpRequest, code: str, alarm_id: UUID, *, by: Actor) -> str:
    counters.acknowledge_alarm(code, alarm_id, by=by, at=clock.now(), key=_key(request))
    return _("Noted that you have read it.")


@verb
def act_on_alarm(request: HttpRequest, code: str, alarm_id: UUID, *, by: Actor) -> str:
    act = request.POST.get("act", "")
    counters.act_on_alarm(code, alarm_id, act, by=by, at=clock.now(), key=_key(request))
    return _("Noted what was done. The alarm ends by itself once the risk is gone.")


def _said(done: Reassigned, moved: str) -> str:
    text = moved % {"count": done.moved}
    if done.stayed:
        stayed = ngettext("%(count)d stayed where it was.", "%(count)d stayed where they were.", done.stayed)
        text = f"{text} {stayed % {'count': done.stayed}}"
    return text


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _key(request: HttpRequest) -> str | None:
    """One key for each thing on the page: all its forms carry the page's, and another person is another verb."""
    key = request.POST.get("key")
    try:
        return str(uuid5(UUID(key), f"{request.path} {request.POST.get('person', '')}")) if key else None
    except ValueError:
        return key  # refused where it is claimed
