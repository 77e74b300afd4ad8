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
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.cases import actions, receipts
from tuntas.domains.cases.actions.opening import Started
from tuntas.domains.cases.queries import service_of
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.desk import counter, queries
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import OfficeRow
from tuntas.domains.register import actions as register
from tuntas.domains.register.port import Found
from tuntas.platform import clock, forms, limits
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.forms import Parsed
from tuntas.platform.ui import qr

# Nobody serves more people than that; who lists a city would.
SEARCHES = limits.declared("person search", "officer", limits.Rate(at_once=40, a_minute=15))


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
    if not office.is_active_on(_today()):
        return redirect("desk:new")  # which says since when
    service = next((one for one in counter.services_at(office, _today()) if one.code == code), None)
    if service is None:
        raise Http404
    if request.method != "POST":
        return _page(request, service, office, by, answers=counter.start_answers(service, office))
    if request.POST.get("as") == "pdf":
        return _receipt(request, service, office, by=by)
    parsed = counter.about_the_form(
        service, forms.parse_form(service.form, request.POST, answers={}, today=_today())
    )
    if "send" not in request.POST and ("use" in request.POST or request.POST.get("find_name", "").strip()):
        return _searched(request, service, office, parsed, by=by)
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
    return _started(request, started, office, by)


def _receipt(request: HttpRequest, service: Service, office: OfficeRow, *, by: Actor) -> HttpResponse:
    """The same sending once more, known by its key alone: nothing that was typed goes around again."""
    try:
        started = actions.start_at_counter(
            service.code,
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
    **more: Any,
) -> HttpResponse:
    page = {
        "bar": queries.bar(request, by, current="new"),
        "service": service,
        "office": office,
        "sections": counter.sections(service, answers or {}, parsed),
        "parsed": parsed,
        "needs": counter.needs(service, request.POST.getlist("seen"), parsed),
        "persons": counter.persons_of(service),
        "find": {name: request.POST.get(f"find_{name}", "") for name in ("name", "year", "for")},
        "key": request.POST.get("key") or uuid.uuid4(),
        **more,
    }
    return render(request, "desk/start.html", page)


def _searched(
    request: HttpRequest, service: Service, office: OfficeRow, parsed: Parsed, *, by: Actor
) -> HttpResponse:
    """Persons of a name, or one of them filled in; nothing is judged yet, and what was typed stays."""
    parsed.errors, parsed.warnings = [], []
    year = request.POST.get("find_year", "").strip()
    if year and not (year.isdecimal() and len(year) == 4):
        fault = _("Write the year of birth with four digits, or leave it empty.")
        return _page(request, service, office, by, parsed=parsed, find_fault=fault)
    try:
        limits.take("person search", by.id, SEARCHES, at=clock.now())
        found, more = register.search_persons(
            request.POST.get("find_name", ""),
            year=int(year) if year else None,
            by=by,
            at=clock.now(),
            office_code=office.code,
        )
    except Refused as refused:
        return _page(request, service, office, by, parsed=parsed, find_fault=str(refused))
    except limits.TooMany:
        fault = _("You have searched very often. Wait a minute, or type what is on the family card.")
        return _page(request, service, office, by, parsed=parsed, find_fault=fault)
    chosen = next((one for one in found if one.person_id == request.POST.get("use")), None)
    if chosen is None:
        return _page(request, service, office, by, parsed=parsed, found=found, has_more=more, has_searched=True)
    return _with_person(request, service, office, parsed, chosen, by=by)


def _with_person(
    request: HttpRequest, service: Service, office: OfficeRow, parsed: Parsed, found: Found, *, by: Actor
) -> HttpResponse:
    asked = [question for question, _name in counter.persons_of(service)]
    question = request.POST.get("find_for", "")
    question = question if question in asked else asked[0] if asked else ""
    filled = counter.filled_in(service, parsed.values, found, question=question, by=by)
    # What was typed is shown as typed, but where the register was asked for.
    changed = {key: value for key, value in filled.items() if value != parsed.values.get(key)}
    for key in changed:
        parsed.shown.pop(key, None)
    return _page(request, service, office, by, parsed=parsed, answers=filled, filled_in=found.name)


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
