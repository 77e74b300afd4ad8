"""At the counter: open it, call, serve, send on, close. One address for the page, one for each verb."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuntas.domains.counters import actions
from tuntas.domains.counters.queries.words import OUT_OF_ORDER, SENT_BACK, WRONG_PLACE
from tuntas.domains.counters.rules import Channel, SentBack, WrongPlace
from tuntas.domains.desk import calling, queries
from tuntas.domains.desk.doors import key_of
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.demonstration import notice
from tuntas.platform.ui.keeping import let_keep

BREAK_MINUTES = {"10": 10, "15": 15, "30": 30, "60": 60}


@never_cache
@require_safe
@staff_only
def counter(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/calling/`: the officer's own counter."""
    page = {
        **_who_waits(by),
        "bar": queries.bar(request, by, current="calling"),
        "ticket_key": uuid.uuid4(),
        "causes": WRONG_PLACE.items(),
        "sent_back": SENT_BACK.items(),
        "breaks": BREAK_MINUTES,
    }
    return let_keep(render(request, "desk/calling.html", page))


@never_cache
@require_safe
@staff_only
def waiting(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/calling/waiting/`: the page's list alone, so that what the page has to say is kept for the page."""
    return render(request, "desk/calling_waiting.html", _who_waits(by))


def _who_waits(by: Actor) -> dict[str, Any]:
    at = clock.now()
    found = calling.page(by, at)
    return {
        "page": found,
        "line": calling.line(found),
        "at": at,
        "key": uuid.uuid4(),
        "reasons": OUT_OF_ORDER.items(),
    }


@require_POST
@staff_only
def act(request: HttpRequest, verb: str, *, by: Actor) -> HttpResponse:
    """`/desk/calling/<verb>/`: one verb at the counter, then the page that the officer came from."""
    if verb not in VERBS:
        raise Http404
    try:
        done = VERBS[verb](request, by=by, at=clock.now(), key=key_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:calling")
    if isinstance(done, HttpResponseRedirect):
        # A script is not told where a redirect leads.
        return JsonResponse({"notice": notice() or None, "to": done.url}) if _is_script(request) else done
    if done:
        messages.info(request, done)
    return redirect("desk:calling")


@require_POST
@staff_only
def find(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/calling/find/`: the application that the person shows; it is tied to their ticket and opened."""
    case_id = calling.case_of_scan(request.POST.get("scan", ""), by)
    if case_id is None:
        messages.error(
            request, _("There is no application with this number at your office. Check it with the person.")
        )
        return redirect("desk:calling")
    calling.tie(by, case_id, clock.now())
    return redirect("desk:case", case_id=case_id)


def _open(request: HttpRequest, **how: Any) -> None:
    actions.open_counter(_id(request, "counter"), **how)


def _close(request: HttpRequest, **how: Any) -> None:
    actions.close_counter(_id(request, "session"), **how)


def _next(request: HttpRequest, **how: Any) -> str | None:
    called = actions.call_next(_id(request, "session"), here=_shown(request), **how)
    return None if called else _("Nobody waits for your counter.")


def _call(request: HttpRequest, **how: Any) -> None:
    reason = request.POST.get("reason", "")
    session, ticket = _id(request, "session"), _id(request, "ticket")
    actions.call_ticket(session, ticket, reason=reason, here=_shown(request), **how)


def _begin(request: HttpRequest, *, by: Actor, at: datetime, key: str | None) -> HttpResponseRedirect | None:
    """Whoever came about an application of this office: it is opened at once."""
    ticket = actions.begin(_id(request, "session"), here=_shown(request), by=by, at=at, key=key)
    case = calling.case_at(ticket.case_id, by) if ticket else None
    return redirect("desk:case", case_id=case) if case else None


def _came(request: HttpRequest, *, by: Actor, at: datetime, key: str | None) -> None:
    actions.came_after_all(_id(request, "ticket"), by=by, at=at)


def _send_on(request: HttpRequest, **how: Any) -> None:
    cause = request.POST.get("cause", "")
    if cause and cause not in list(WrongPlace):
        raise Refused(Decision(_("Choose one of the causes.")))
    letter = request.POST.get("letter", "")
    if not letter:
        raise Refused(Decision(_("Choose where the person is served.")))
    why = WrongPlace(cause) if cause else None
    actions.send_on(_id(request, "session"), letter, cause=why, here=_shown(request), **how)


def _send_back(request: HttpRequest, **how: Any) -> None:
    reason = request.POST.get("reason", "")
    if reason not in SENT_BACK:
        raise Refused(Decision(_("Choose one of the reasons.")))
    actions.send_back(_id(request, "session"), SentBack(reason), here=_shown(request), **how)


def _break(request: HttpRequest, *, by: Actor, at: datetime, key: str | None) -> None:
    minutes = BREAK_MINUTES.get(request.POST.get("minutes", ""))
    back = at + timedelta(minutes=minutes) if minutes else None
    actions.begin_break(_id(request, "session"), back_at=back, by=by, at=at, key=key)


def _give_ticket(request: HttpRequest, *, by: Actor, at: datetime, key: str | None) -> str:
    """For somebody who stands at the counter without one; priority is asked for, why is not."""
    issued = actions.issue(
        min(by.offices),
        key=key or uuid.uuid4(),
        channel=Channel.OFFICER,
        letter=request.POST.get("letter", ""),
        has_priority=request.POST.get("priority") == "1",
        by=by,
        at=at,
    )
    return _("Their number is {number}.").format(number=issued.printed)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _resume(request: HttpRequest, **how: Any) -> None:
    actions.end_break(_id(request, "session"), **how)


def _plain(action: Callable[..., Any]) -> Callable[..., None]:
    """With whoever is at the counter."""

    def call(request: HttpRequest, **how: Any) -> None:
        action(_id(request, "session"), here=_shown(request), **how)

    return call


def _shown(request: HttpRequest) -> str | None:
    """Whom the page showed at the counter; empty for nobody."""
    return request.POST.get("here")


def _id(request: HttpRequest, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


VERBS: dict[str, Callable[..., str | HttpResponseRedirect | None]] = {
    "open": _open,
    "close": _close,
    "next": _next,
    "call": _call,
    "begin": _begin,
    "again": _plain(actions.recall),
    "absent": _plain(actions.absent),
    "came": _came,
    "park": _plain(actions.park),
    "back": _plain(actions.put_back),
    "finish": _plain(actions.finish),
    "send-on": _send_on,
    "send-back": _send_back,
    "break": _break,
    "resume": _resume,
    "ticket": _give_ticket,
}
