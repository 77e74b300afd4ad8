"""For somebody who telephones: where to write about their appointment, once they have said the code that went there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from .. import actions
from .addresses import LONGEST_ADDRESS, is_address, language_here
from .at_the_desk import found_at, office_of, show
from .mailing import LONGEST_CODE, NO_ADDRESS


@never_cache
@require_POST
@staff_only
def give(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/address/`: six digits go there, and nothing else until the person has said them."""
    office = office_of(code, by)
    found, address = found_at(office, which), request.POST.get("address", "").strip()
    try:
        if not is_address(address):
            return show(
                request, office, found, by=by, status=400, address_fault=str(NO_ADDRESS),
                written=address[:LONGEST_ADDRESS],
            )  # fmt: skip
        actions.give_address(which, address, language=language_here(), by=by, at=clock.now())
    except Refused as refused:
        found = found_at(office, which)
        return show(request, office, found, by=by, status=409, address_fault=str(refused), written=address)
    return redirect("counters:booking", code=code, which=which)


@never_cache
@require_POST
@staff_only
def confirm(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/address/code/`: the six digits as they were said; from here on we write there."""
    office = office_of(code, by)
    found_at(office, which)
    try:
        typed = request.POST.get("code", "")[:LONGEST_CODE]
        decision = actions.confirm_address(which, typed, by=by, at=clock.now())
    except Refused as refused:
        decision = refused.decision
    if not decision:
        found = found_at(office, which)
        return show(request, office, found, by=by, status=400, code_fault=str(decision.reason))
    messages.success(request, _("We have written the time and the code to them."))
    return redirect("counters:booking", code=code, which=which)


@require_POST
@staff_only
def forget(request: HttpRequest, code: str, which: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`…/<id>/address/removal/`: the address is deleted at once."""
    found_at(office_of(code, by), which)
    actions.forget_address(which, by=by, at=clock.now())
    return redirect("counters:booking", code=code, which=which)
