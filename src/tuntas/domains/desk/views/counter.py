"""At the counter: choose the service, one dense page, and what the applicant takes away."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.cases import actions, receipts
from tuntas.domains.cases.actions.opening import Started
from tuntas.domains.cases.queries import service_of
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.desk import calling, counter, looking_up, queries
from tuntas.domains.desk.looking_up import LookUp
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform import clock, forms
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.forms import Parsed
from tuntas.platform.ui import qr


@require_safe
@staff_only
def choose(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/desk/new/`: which service, one key each."""
    office = _office(by)
    page = {
        "bar": queries.bar(request, by, current="new"),
        "services": counter.services_at(office, _today()),
        "office": office,
        "is_shut": not office.is_active_on(_today()),
    }
    return render(request, "desk/new.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def start(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/desk/new/<service>/`: every question and every paper on one page; searching keeps what was typed."""
    office = _office(by)
    if request.POST.get("as") == "pdf":
        return _receipt(request, code, office, by=by)
    if not office.is_active_on(_today()):
        return redirect("desk:new")  # which says since when
    service = next((one for one in counter.services_at(office, _today()) if one.code == code), None)
    if service is None:
        raise Http404
    if request.method != "POST":
        line, answers = looking_up.first(service), counter.start_answers(service, office)
        return _page(request, service, office, by, answers=answers, line=line)
    parsed = counter.about_the_form(
        service, forms.parse_form(service.form, request.POST, answers={}, today=_today())
    )
    if looking_up.is_asked(request.POST):
        return _looked_up(request, service, office, parsed, by=by)
    return _send(request, service, office, parsed, by=by)


def _send(
    request: HttpRequest, service: Service, office: OfficeRow, parsed: Parsed, *, by: Actor
) -> HttpResponse:
    ticked = counter.asked_of(service, parsed.values, request.POST.getlist("seen"))
    if not parsed.is_unfinished:
        parsed.errors += counter.not_seen(service, parsed.values, ticked)
    if not parsed.ok:
        return _page(request, service, office, by, parsed=parsed)
    key = request.POST.get("key", "")
    try:
        started = actions.start_at_counter(
            service.code, parsed.values, ticked, office_code=office.code, by=by, at=clock.now(), key=key
        )
    except actions.Incomplete as lacking:
        parsed.errors = list(lacking.problems)
        return _page(request, service, office, by, parsed=parsed)
    except Refused as refused:
        return _page(request, service, office, by, parsed=parsed, refused=str(refused))
    calling.tie(by, started.case.pk, clock.now())
    return _started(request, started, office, by)


def _receipt(request: HttpRequest, code: str, office: OfficeRow, *, by: Actor) -> HttpResponse:
    """The same sending once more, known by its key alone: nothing that was typed goes around again."""
    try:
        started = actions.start_at_counter(
            code,
            {},
            (),
            office_code=office.code,
            by=by,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except (actions.Incomplete, Refused):
        raise Http404 from None
    return receipts.answer(started)


def _started(request: HttpRequest, started: Started, office: OfficeRow, by: Actor) -> HttpResponse:
    """Shown in this answer alone; sent again with its key (a reload, the receipt) it is the same."""
    address = settings.PUBLIC_ORIGIN + reverse("portal:receive", args=[started.token])
    page = {
        "bar": queries.bar(request, by, current="new"),
        "case": started.case,
        "service": service_of(started.case),
        "office": office,
        "reference": started.reference,
        "pin": started.pin,
        "address": address,
        "picture": _qr(address),
        "key": request.POST.get("key", ""),
        "accept_key": uuid.uuid4(),
        "place_key": uuid.uuid4(),
        "place": calling.own_place(by, clock.now()),
    }
    return render(request, "desk/started.html", page)


def _page(
    request: HttpRequest,
    service: Service,
    office: OfficeRow,
    by: Actor,
    *,
    answers: dict[str, Any] | None = None,
    parsed: Parsed | None = None,
    line: LookUp | None = None,
    **more: Any,
) -> HttpResponse:
    page = {
        "bar": queries.bar(request, by, current="new"),
        "service": service,
        "office": office,
        "sections": counter.sections(service, answers or {}, parsed),
        "parsed": parsed,
        "needs": counter.needs(service, request.POST.getlist("seen"), parsed),
        "persons": looking_up.persons_of(service),
        "line": line or looking_up.as_typed(request.POST, service),
        "key": request.POST.get("key") or uuid.uuid4(),
        "place": calling.own_place(by, clock.now()),
        **more,
    }
    return render(request, "desk/start.html", page)


def _looked_up(
    request: HttpRequest, service: Service, office: OfficeRow, parsed: Parsed, *, by: Actor
) -> HttpResponse:
    """Persons of a name, or one of them filled in; nothing is judged yet, and what was typed stays."""
    parsed.errors, parsed.warnings = [], []
    line = looking_up.look_up(request.POST, service, office, by=by, at=clock.now())
    person = line.chosen
    if person is None:
        return _page(request, service, office, by, parsed=parsed, line=line)
    filled = counter.filled_in(service, parsed.values, person, question=line.question, by=by)
    # What was typed is shown as typed, but where the register was asked for.
    for key in [key for key, value in filled.items() if value != parsed.values.get(key)]:
        parsed.shown.pop(key, None)
    line = looking_up.after(line, service)
    return _page(request, service, office, by, parsed=parsed, answers=filled, line=line, filled_in=person.name)


def _office(by: Actor) -> OfficeRow:
    office = counter.own_office(by)
    if office is None:
        raise Http404
    return office


def _qr(address: str) -> SafeString:
    picture = qr.svg(address, scale=5, border=4, xmldecl=False, svgns=False, dark="#14160f", light="#ffffff")
    return mark_safe(picture)  # noqa: S308 – drawn here, from an address of our own


def _today() -> date:
    return timezone.localdate(clock.now())
