"""Before the kiosk: choose what you come for, take the number, see how many are ahead."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import dates, qr
from tuntas.platform.ui.keeping import let_keep

from .. import actions
from ..models import Kiosk
from ..queries import kiosks
from ..queries.groups import groups_of
from ..rules import Channel, Rank
from ..rules.booking import CODE_LETTERS
from .devices import device_of, no_device
from .elsewhere import not_done_here, way_on
from .standing import standing
from .told import told

_TOKEN = re.compile(r"[a-z2-7]{26,40}")


# The device's cookie is of this site alone (SameSite=Strict), so a forged post never carries it; a page that lies on
# the device for a day without network would have a token that is long void.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """`/kiosk/`: what one can come for; posted, the ticket: as JSON for the script, as a page without."""
    at = clock.now()
    if request.method == "POST":
        found = standing(request, at)
        return _issue(request, *found, at) if found else none(request)
    device = device_of(request)
    if device is None:
        return none(request)
    office = offices.office_row(device.office_code)
    choices = kiosks.choices_of(office, at)
    page = {
        "kiosk": device,
        "office": office,
        "choices": choices,
        "others": kiosks.not_done_here(office, choices, at),
        "keys": CODE_LETTERS,
        "key": uuid.uuid4(),
        "zone": settings.TIME_ZONE,
    }
    return let_keep(render(request, "counters/kiosk.html", page))


@never_cache
@require_safe
def queues(request: HttpRequest) -> JsonResponse:
    """`/kiosk/queues/`: how many wait for each letter now."""
    device = device_of(request)
    if device is None:
        return no_device()
    found = kiosks.queues_of(device.office_code, groups_of(device.office_code), clock.now())
    rows = {one.letter: _queue(one) for one in found.values()}
    return told({"queues": rows})


@require_safe
def code(request: HttpRequest, token: str) -> HttpResponse:
    """`/kiosk/code/<token>/`: the address of a ticket's page for a camera."""
    if not _TOKEN.fullmatch(token) or device_of(request) is None:
        raise Http404
    return _picture(address_of(token))


@require_safe
def appointment_code(request: HttpRequest, token: str) -> HttpResponse:
    """`/kiosk/appointment-code/<token>/`: the address of an appointment's page."""
    if not _TOKEN.fullmatch(token) or device_of(request) is None:
        raise Http404
    return _picture(f"{settings.PUBLIC_ORIGIN}/appointment/{token}/")


def _picture(address: str) -> HttpResponse:
    picture = qr.svg(address, error="l", scale=4, border=2)
    return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def address_of(token: str) -> str:
    """The ticket's page, as a phone opens it."""
    return f"{settings.PUBLIC_ORIGIN}/t/{token}/"


def _queue(queue: kiosks.Queue) -> dict[str, Any]:
    interval = [queue.interval.low, queue.interval.high] if queue.interval else None
    return {"waiting": queue.waiting, "is_served": queue.is_served, "minutes": interval}


def none(request: HttpRequest) -> HttpResponse:
    return no_device() if _is_script(request) else render(request, "counters/kiosk_none.html", status=403)


def _issue(request: HttpRequest, device: Kiosk, stands: actions.Standing, at: datetime) -> HttpResponse:
    asked = request.POST
    if asked.get("elsewhere"):
        return refused(request, not_done_here(device.office_code, asked["elsewhere"], at))
    service = asked.get("service", "")
    has_priority = asked.get("priority") == "1"
    try:
        issued = actions.issue(
            device.office_code,
            key=asked.get("key", ""),
            channel=Channel.KIOSK,
            service=service,
            letter="" if service else asked.get("letter", ""),
            has_priority=has_priority,
            stands=stands,
            by=actions.actor_of(device),
            at=at,
        )
    except Refused as no:
        return refused(request, way_on(device.office_code, service, no, at))
    return given(request, device, issued, Rank.PRIORITY if has_priority else Rank.ORDINARY, at)


def given(
    request: HttpRequest,
    device: Kiosk,
    issued: actions.Issued,
    rank: Rank,
    at: datetime,
    *,
    booked_at: datetime | None = None,
) -> HttpResponse:
    """The ticket: on the screen, and on paper."""
    ahead = kiosks.ahead_of(
        issued.id, office_code=issued.office_code, day=issued.business_day, letter=issued.letter, rank=rank
    )
    zone = timezone.get_current_timezone()
    ticket = {
        "printed": issued.printed,
        "letter": issued.letter,
        "ahead": ahead,
        "has_priority": rank is Rank.PRIORITY,
        "booked_at": dates.hour(booked_at, language="id", zone=zone) if booked_at else None,
        "taken_at": at,
        "code": reverse("counters:kiosk_code", args=[issued.token]),
    }
    return answer(request, "counters/kiosk_ticket.html", {"ticket": ticket}, device=device)


def refused(request: HttpRequest, why: dict[str, Any]) -> HttpResponse:
    return answer(request, "counters/kiosk_refused.html", {"refused": why}, status=409)


def answer(
    request: HttpRequest,
    template: str,
    parts: dict[str, Any],
    *,
    status: int = 200,
    device: Kiosk | None = None,
) -> HttpResponse:
    if _is_script(request):
        return told(parts, status=status)
    office = offices.office_row(device.office_code) if device else None
    return render(request, template, {**parts, "office": office}, status=status)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
