"""Offices for who is in charge of them: the list, one office, a new one, and its description anew."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.actions import Description
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.models import Office
from tuntas.domains.offices.queries import directory, office_day, weeks
from tuntas.domains.offices.rules import OfficeKind, Role
from tuntas.domains.offices.sheets import SHEETS
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui.numbers import page_number

from ._place_forms import DescriptionForm, NewOffice
from ._place_pages import asked, frame, office_in_reach

LONGEST_SEARCH = 80
page_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def offices(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/offices/`: the offices in reach, by name, region and kind."""
    if not access.can_see_offices(by):
        raise NotThere
    chosen = {
        "text": request.GET.get("text", "").replace("\x00", "")[:LONGEST_SEARCH].strip(),
        "region": request.GET.get("region", "").replace("\x00", "")[:13],
        "kind": request.GET.get("kind", "").replace("\x00", "")[:10],
    }
    page = {
        **frame(request, by),
        "found": directory.directory(by, clock.now(), page=page_number(request.GET.get("page")), **chosen),
        "chosen": chosen,
        "regions": directory.regions_in_reach(by),
        "kinds": [(kind.value, name) for kind, name in directory.KINDS.items()],
        "may_add": _regions_to_add_in(by),
        "tables": [(sheet.name, sheet.title) for sheet in SHEETS.values() if sheet.may(by)],
    }
    return render(request, "offices/places.html", page)


@require_safe
@staff_only
def office(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/`: what is said about an office, and this week."""
    at = clock.now()
    shown = directory.office_page(code, by, at)
    if shown is None:
        raise NotThere
    page = {
        **frame(request, by),
        "shown": shown,
        "office": shown.office,
        "week": weeks.week(code, office_day(at)),
        "sets_up_counters": by.role in (Role.HEAD_OF_UNIT, Role.AGENCY_HEAD),
    }
    return render(request, "offices/place.html", page)


@page_and_post
@staff_only
def office_new(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/offices/new/`: a further office in one of the regions in reach."""
    regions = _regions_to_add_in(by)
    if not regions:
        raise NotThere
    form = NewOffice(request.POST or None, regions=regions, initial={"active_from": office_day(clock.now())})

    def add() -> object:
        given = form.cleaned_data
        return actions.add_office(
            f"{given['region_code']}-{given['further']}",
            kind=OfficeKind(given["kind"]),
            region_code=given["region_code"],
            description=form.description,
            by=by,
            at=clock.now(),
        )

    return asked(
        request,
        form,
        add,
        by=by,
        title=_("Add an office"),
        back=reverse("places:offices"),
        done=_("The office is there. Give it its hours, or it has those of every office."),
        may=access.YES,
    )


@page_and_post
@staff_only
def office_change(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/change/`: name, place, telephone, first and last day."""
    there = _one(code, by)
    before = Description.of(there)
    form = DescriptionForm(request.POST or None, initial=asdict(before))

    def describe() -> object:
        seen = request.POST.get("seen", "")
        return actions.describe_office(code, form.description, seen=seen, by=by, at=clock.now())

    return asked(
        request,
        form,
        describe,
        by=by,
        title=_("Change %(office)s") % {"office": there.name},
        back=reverse("places:office", args=[code]),
        done=_("Changed."),
        may=access.can_change_office(by, office_code=code),
        moves_clocks_of=code,
        seen=before.digest,
    )


def _one(code: str, by: Actor) -> Office:
    office = office_in_reach(code, by)
    if office is None:
        raise NotThere
    return office


def _regions_to_add_in(by: Actor) -> list[tuple[str, str]]:
    if by.role not in access.ABOVE_THE_OFFICES:
        return []
    return directory.regions_to_add_in(by)
