"""For those who serve here: make a device a kiosk, take one out of use, print the poster with the queue's code."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import desk, qr

from .. import access, actions
from ..queries import kiosks as queries
from .devices import device_of, remember


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def set_up(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/kiosk/set-up/`: opened at the device itself; posted, this browser is a kiosk and nobody is signed in to it."""
    office = _office(by)
    faults: dict[str, str] = {}
    if request.method == "POST":
        digit = request.POST.get("digit", "")
        try:
            _made, secret = actions.set_up_kiosk(
                office,
                name=request.POST.get("name", ""),
                digit=int(digit) if digit in set("123456789") else 0,
                by=by,
                at=clock.now(),
            )
        except Refused as refused:
            faults[refused.field if isinstance(refused, actions.Unfit) else ""] = str(refused)
        else:
            logout(request)  # a device in the waiting room is everybody's
            answer = redirect("counters:kiosk")
            remember(answer, secret)
            return answer
    page = {
        "digits": queries.free_digits(office),
        "faults": faults,
        "name": request.POST.get("name", ""),
        "is_kiosk": device_of(request) is not None,
    }
    return _page(request, "counters/kiosk_set_up.html", by, **page)


@never_cache
@require_safe
@staff_only
def kiosks(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/kiosks/`: the kiosks of the own office and its poster."""
    office = _office(by)
    page = {
        "rows": queries.kiosks_of(office, offices.office_day(clock.now())),
        "code": queries.queue_code(office),
        "may_end": access.can_end_kiosk(by, office),
        "may_renew": access.can_renew_queue_code(by, office),
        "may_set_up": access.can_set_up_kiosk(by, office),
    }
    return _page(request, "counters/kiosks.html", by, **page)


@require_POST
@staff_only
def end(request: HttpRequest, kiosk_id: uuid.UUID, *, by: Actor) -> HttpResponse:
    """`/kiosks/<id>/end/`."""
    try:
        actions.end_kiosk(kiosk_id, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.info(request, _("The kiosk gives no tickets any more."))
    return redirect("counters:kiosks")


@require_POST
@staff_only
def renew(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/kiosks/poster/renewal/`: a new code; the poster that hangs there is void."""
    try:
        actions.renew_queue_code(_office(by), by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("counters:kiosks")
    return redirect("counters:queue_poster")


@never_cache
@require_safe
@staff_only
def poster(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/kiosks/poster/`: A4, to be printed and hung up in the waiting room."""
    office = _office(by)
    code = queries.queue_code(office)
    if code is None:
        return redirect("counters:kiosks")
    address = f"{settings.PUBLIC_ORIGIN}{reverse('counters:phone_entry', args=[office, code.code])}"
    # As large as its place: without a size of its own, but with the margin that cameras need.
    drawn = qr.svg(address, error="q", border=4, omitsize=True, xmldecl=False)
    picture = mark_safe(drawn)  # noqa: S308  our own drawing
    page = {"office": offices.office_row(office), "picture": picture, "made_at": code.made_at}
    return render(request, "counters/queue_poster.html", page)


def _office(by: Actor) -> str:
    """The office of whoever serves there; for anybody else these pages do not exist."""
    office = min(by.offices)
    if not access.serves_residents(by, office):
        raise Http404
    return office


def _page(request: HttpRequest, template: str, by: Actor, **rows: object) -> HttpResponse:
    page = {"bar": desk.bar(request, by, current="kiosks"), "office": offices.office_row(_office(by)), **rows}
    return render(request, template, page)
