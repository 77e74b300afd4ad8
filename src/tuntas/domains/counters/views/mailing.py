"""Where to write about an appointment: an address, the code that was sent there, and its removal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from .. import actions
from .addresses import LONGEST_ADDRESS, is_address, language_here
from .appointments import found_by, show

LONGEST_CODE = 20
NO_ADDRESS = gettext_lazy("Write an e-mail address such as nama@contoh.id.")
mail = limited("appointment e-mail", Rate(at_once=30, a_minute=10))


@never_cache
@require_POST
@mail
def give(request: HttpRequest, token: str) -> HttpResponse:
    """Six digits go to this address, and nothing else until they come back."""
    found, address = found_by(token), request.POST.get("address", "").strip()
    if not is_address(address):
        fault = str(NO_ADDRESS)
        return show(request, found, status=400, address_fault=fault, written=address[:LONGEST_ADDRESS])
    try:
        actions.give_address(token, address, language=language_here(), by=PUBLIC, at=clock.now())
    except Refused as refused:
        return show(request, found_by(token), status=409, address_fault=str(refused), written=address)
    return redirect("counters:appointment", token=token)


@never_cache
@require_POST
@mail
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The six digits: from here on we write there."""
    found_by(token)
    try:
        decision = actions.confirm_address(
            token, request.POST.get("code", "")[:LONGEST_CODE], by=PUBLIC, at=clock.now()
        )
    except Refused as refused:
        decision = refused.decision
    if not decision:
        return show(request, found_by(token), status=400, code_fault=str(decision.reason))
    messages.success(request, _("We have written the time of your appointment to you."))
    return redirect("counters:appointment", token=token)


@require_POST
@mail
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """The address is deleted at once."""
    found_by(token)
    actions.forget_address(token, by=PUBLIC, at=clock.now())
    return redirect("counters:appointment", token=token)
