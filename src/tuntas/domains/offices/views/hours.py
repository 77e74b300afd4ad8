"""When offices are open, for who is in charge of them: a week, and the hours in force and to come."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.models import OpeningHours
from tuntas.domains.offices.queries import free_days, hours_sets, office_day, weeks
from tuntas.domains.offices.rules import Effect
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere

from ._hours_form import HoursForm
from ._place_pages import asked, ended, frame, office_in_reach

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def hours(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/hours/`: the week in which `?on=` lies, and everything that is in force or comes."""
    office, today = office_in_reach(code, by), office_day(clock.now())
    on = _day(request.GET.get("on")) or today
    own = office.pk if office else None
    page = {
        **frame(request, by),
        "code": code,
        "office": office,
        "on": on,
        "week": weeks.week(own, on) if own else [],
        "week_before": on - timedelta(days=7),
        "week_after": on + timedelta(days=7),
        "sets": hours_sets.hours_sets(own, today),
        "closures": free_days.closures(own, today),
        "holidays": free_days.holidays_ahead(own, today) if own else [],
        "may": access.can_change_hours(by, office_code=own),
    }
    return render(request, "offices/hours.html", page)


@page_and_post
@staff_only
def hours_new(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/hours/new/`: ordinary hours, hours in their place, or extra ones."""
    office, at = office_in_reach(code, by), clock.now()
    own, tomorrow = office.pk if office else None, office_day(at) + timedelta(days=1)
    form = HoursForm(request.POST or None, initial={"from_on": tomorrow, **_hours_now(own, office_day(at))})

    def change() -> None:
        given = form.cleaned_data
        actions.change_hours(
            own,
            hours=form.hours,
            from_on=given["from_on"],
            to_on=given["to_on"],
            effect=Effect(given["effect"]),
            label=given["label"],
            by=by,
            at=at,
        )

    return asked(
        request,
        form,
        change,
        by=by,
        title=_("New hours"),
        back=reverse("places:hours", args=[code]),
        done=_("The hours are entered. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=own),
        moves_clocks_of=code,
        template="offices/hours_new.html",
        office=office,
    )


@page_and_post
@staff_only
def hours_end(request: HttpRequest, code: str, row_id: UUID, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/hours/<id>/end/`: the last day of hours."""
    office = office_in_reach(code, by)
    own = office.pk if office else None
    if not OpeningHours.objects.filter(pk=row_id, office=own).exists():
        raise NotThere
    return ended(request, code, own, by, _("Let hours end"), lambda **more: actions.end_hours(row_id, **more))


def _hours_now(own: str | None, today: date) -> dict[str, str]:
    """The ordinary hours in force, so that only what differs has to be typed."""
    sets = [
        one for one in hours_sets.hours_sets(own, today) if one.effect == Effect.ORDINARY and not one.is_coming
    ]
    chosen = next((one for one in sets if one.is_own), sets[0] if sets else None)
    typed: dict[str, str] = {}
    for session in chosen.sessions if chosen else ():
        number = 1 if f"opens_{session.weekday}_0" in typed else 0
        typed[f"opens_{session.weekday}_{number}"] = _clock(session.opens_minute)
        typed[f"closes_{session.weekday}_{number}"] = _clock(session.closes_minute)
    return typed


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
