"""The people of an office or region, for who is in charge: the list, one person, and somebody new."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices import actions, charge
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.facts import PEOPLE_LISTED
from tuntas.domains.offices.queries import find_staff, office_day, reach, role_name, roster
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import is_username
from tuntas.platform import clock, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk
from tuntas.platform.ui.numbers import page_number

from . import _people_forms as forms
from ._handing_over import hand_over

LONGEST_SEARCH = 80


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def people(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/people/`: a name that is searched for is posted, so that it stands in no address."""
    _ensure_sees(by)
    asked, at = request.POST if request.method == "POST" else request.GET, clock.now()
    chosen: dict[str, Any] = {
        "text": request.POST.get("text", "").replace("\x00", "")[:LONGEST_SEARCH].strip(),
        "role": asked.get("role", ""),
        "office": asked.get("office", ""),
        "left": asked.get("left") == "1",
    }
    if chosen["office"] not in by.offices:
        chosen["office"] = ""
    found = roster.people(by, at, page=page_number(asked.get("page")), **chosen)
    office = chosen["office"] or reach.top_office(by)
    journal.record_sighting(
        f"office:{office}", by=by, at=at, office=office, verb=PEOPLE_LISTED.partition(".")[2]
    )
    page = {
        **_frame(request, by),
        "found": found,
        "chosen": chosen,
        "roles": [(role.value, role_name(role)) for role in Role],
        "offices": reach.offices_of(by),
        "may_add": charge.can_manage(by),
    }
    return render(request, "offices/people.html", page)


@require_safe
@staff_only
def person(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """`/staff/people/<id>/`: that it was looked at is a fact that the person reads."""
    at = clock.now()
    shown = roster.person(staff_id, by, at)
    if shown is None:
        raise NotThere
    journal.record_sighting(f"staff:{staff_id}", by=by, at=at, office=reach.top_office(by))
    return render(request, "offices/person.html", person_page(request, shown, by, at))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def newcomer(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/people/new/`: an account with its first posting, and the invitation."""
    _ensure_manages(by)
    at = clock.now()
    first = {"from_on": office_day(at)}
    form = forms.NewPerson(
        request.POST or None, offices=reach.offices_of(by, open_on=office_day(at)), initial=first
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _engage_and_invite(request, form.cleaned_data, by, at)
        except Refused as refused:
            typed = form.cleaned_data["username"]
            is_about_it = not is_username(typed.lower()) or find_staff(typed) is not None
            form.add_error("username" if is_about_it else None, str(refused))
    page = {**_frame(request, by), "form": form, "key": request.POST.get("key") or uuid.uuid4()}
    return render(request, "offices/person_new.html", page, status=422 if form.errors else 200)


def person_page(request: HttpRequest, shown: roster.PersonPage, by: Actor, at: datetime) -> dict[str, Any]:
    """What the page of a person shows, with each verb's decision."""
    today, staff = office_day(at), shown.staff
    elsewhere = charge.works_elsewhere(by, staff, today)
    decides = charge.can_decide_about(by, elsewhere=elsewhere)
    return {
        **_frame(request, by),
        "shown": shown,
        "may": {
            "manage": charge.can_manage(by),
            "decide": decides,
            "invite": decides and shown.line.standing in {"invited", "lapsed"},
            "post": charge.can_manage(by) and staff.is_active and str(staff.pk) != by.id,
            "recover": charge.can_ask_recovery(by, staff, elsewhere=elsewhere),
            "confirm": shown.recovery and charge.can_confirm_recovery(by, shown.recovery, elsewhere=elsewhere),
            "take_on_again": charge.can_take_on_again(by, staff),
            "bring_back": shown.departure and charge.can_bring_back(by, staff, elsewhere=elsewhere),
        },
        "key": uuid.uuid4(),
    }


def _engage_and_invite(request: HttpRequest, given: dict[str, Any], by: Actor, at: datetime) -> HttpResponse:
    from django.db import transaction

    key = request.POST.get("key") or str(uuid.uuid4())
    with transaction.atomic():
        staff = actions.engage(
            given["username"],
            name=given["name"],
            email=given["email"],
            office_code=given["office_code"],
            role=Role(given["role"]),
            employment=Employment(given["employment"]),
            from_on=given["from_on"],
            to_on=given["to_on"],
            by=by,
            at=at,
            key=key,
        )
        invitation = str(uuid.uuid5(UUID(key), "invitation"))
        token = actions.invite(staff.pk, by_email=bool(given["email"]), by=by, at=at, key=invitation)
    return hand_over(request, staff.pk, token, by=by, at=at)


def _frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    return {"bar": desk.bar(request, by, current="people"), "people_url": reverse("offices:people")}


def _ensure_sees(by: Actor) -> None:
    if not charge.can_see_people(by):
        raise NotThere


def _ensure_manages(by: Actor) -> None:
    if not charge.can_manage(by):
        raise NotThere
