"""The outbox for who keeps the system, and in a demonstration the messages themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tuntas.domains.messaging import access, actions, queries
from tuntas.domains.messaging.models import Message
from tuntas.platform import clock
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import desk
from tuntas.platform.ui.numbers import page_number


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message with its state; nothing that opens anything."""
    by = _keeper(request)
    state, page = request.GET.get("state", ""), page_number(request.GET.get("page"))
    rows = queries.outbox(by=by, state=state, page=page)
    context = {
        "bar": desk.bar(request, by, current="messages"),
        "counts": queries.counts(by=by),
        "state": state,
        **_pages(rows, page),
    }
    return render(request, "messaging/outbox.html", context)


@require_POST
def resending(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send a message again that could not be sent, or was perhaps sent."""
    return _change(request, message_id, actions.resend, _("The message was given out for sending again."))


@require_POST
def cancellation(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Keep a message from being sent."""
    return _change(request, message_id, actions.cancel, _("The message was cancelled."))


@require_GET
def demonstration_list(request: HttpRequest) -> HttpResponse:
    """What was sent in this demonstration; the page does not exist in production."""
    page = page_number(request.GET.get("page"))
    rows = _only_in_demonstration(lambda: queries.demonstration_outbox(page))
    return render(request, "messaging/demonstration_list.html", _pages(rows, page))


@require_GET
def demonstration_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message as its reader sees it."""
    shown = _only_in_demonstration(lambda: queries.demonstration_message(message_id))
    if shown is None:
        raise Http404
    return render(request, "messaging/demonstration_message.html", {"shown": shown})


def _keeper(request: HttpRequest) -> Any:
    by = request.actor  # type: ignore[attr-defined]
    if not access.can_see_outbox(by):
        raise Http404  # who may not see the page does not learn that it is there
    return by


def _only_in_demonstration(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Refused as refused:
        raise Http404 from refused


def _change(request: HttpRequest, message_id: UUID, verb: Callable[..., Message], done: str) -> HttpResponse:
    by = _keeper(request)
    try:
        verb(message_id, by=by, at=clock.now())
    except Message.DoesNotExist as fault:
        raise Http404 from fault
    except Refused as refused:
        notices.error(request, str(refused))
    else:
        notices.success(request, done)
    return redirect("messaging:outbox")


def _pages(rows: list[Any], page: int) -> dict[str, Any]:
    """A page's rows; the one beyond them, which is read along, says that there are older ones."""
    return {
        "rows": rows[: queries.ROWS_ON_A_PAGE],
        "newer": page - 1 if page > 1 else None,
        "older": page + 1 if len(rows) > queries.ROWS_ON_A_PAGE else None,
    }
