"""The ticket on the phone: how long, where to go, give it up, one message."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.demonstration import notice
from tuntas.platform.limits import Rate, limited

from .. import actions
from ..models import Ticket
from ..queries import phone
from .addresses import LONGEST_ADDRESS, is_address


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """`/t/<token>/`: the number, people ahead, how long, which counter. Without JavaScript it is read again by itself."""
    return _page(request, _ticket(token))


@never_cache
@require_safe
def now(request: HttpRequest, token: str) -> JsonResponse:
    """`/t/<token>/now/`: the parts of the page that change, for its own script."""
    shown = phone.phone_page(_ticket(token), clock.now())
    parts = render_to_string("counters/_ticket_parts.html", {"shown": shown}, request)
    return JsonResponse(
        {"notice": notice() or None, "state": shown.state, "calls": shown.calls, "parts": parts}
    )


@require_POST
@limited("ticket", Rate(at_once=120, a_minute=60))
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the ticket does not wait any longer."""
    return _done(request, token, lambda ticket: actions.give_up(ticket.pk, by=PUBLIC, at=clock.now()))


@require_POST
@limited("ticket", Rate(at_once=120, a_minute=60))
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """It was given up by mistake."""
    return _done(request, token, lambda ticket: actions.take_back(ticket.pk, by=PUBLIC, at=clock.now()))


@require_POST
@limited("ticket e-mail", Rate(at_once=30, a_minute=10))
def word(request: HttpRequest, token: str) -> HttpResponse:
    """An address for one message; it needs no proof, because nothing but this one message goes there."""
    ticket, address = _ticket(token), request.POST.get("address", "").strip()
    if not is_address(address):
        fault = _("Write an e-mail address such as nama@contoh.id.")
        return _page(request, ticket, fault=fault, written=address[:LONGEST_ADDRESS], status=400)
    language = "en" if (get_language() or "").startswith("en") else "id"
    return _done(
        request,
        token,
        lambda found: actions.ask_for_word(found.pk, address, language=language, by=PUBLIC, at=clock.now()),
    )


@require_POST
@limited("ticket", Rate(at_once=120, a_minute=60))
def no_word(request: HttpRequest, token: str) -> HttpResponse:
    """The address is deleted at once."""
    return _done(request, token, lambda ticket: actions.forget_word(ticket.pk, by=PUBLIC, at=clock.now()))


def _done(request: HttpRequest, token: str, verb: Callable[[Ticket], object]) -> HttpResponse:
    ticket = _ticket(token)
    try:
        verb(ticket)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("counters:ticket", token=ticket.token)


def _page(
    request: HttpRequest, ticket: Ticket, *, fault: str = "", written: str = "", status: int = 200
) -> HttpResponse:
    shown = phone.phone_page(ticket, clock.now())
    return render(
        request, "counters/ticket.html", {"shown": shown, "fault": fault, "written": written}, status=status
    )


def _ticket(token: str) -> Ticket:
    ticket = phone.find_by_token(token)
    if ticket is None:
        raise Http404
    return ticket
