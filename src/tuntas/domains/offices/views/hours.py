"""When offices are open, for who is in charge of them: a week, the hours in force and to come, closures, holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.models import Closure, OpeningHours
from tuntas.domains.offices.queries import office_day, weeks
from tuntas.domains.offices.rules import Effect
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused

from ._place_forms import ClosureForm, HolidayForm, HoursForm, LastDay, OpenDayForm
from ._place_pages import ALL, asked, frame, office_in_reach

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
        "sets": weeks.hours_sets(own, today),
        "closures": weeks.closures(own, today),
        "holidays": weeks.holidays_ahead(own, today) if own else [],
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
    return _ended(request, code, own, by, _("Let hours end"), lambda **more: actions.end_hours(row_id, **more))


@page_and_post
@staff_only
def closure_new(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/closures/new/`: whole days on which an office stays shut."""
    office, at = office_in_reach(code, by), clock.now()
    own = office.pk if office else None
    today = office_day(at)
    form = ClosureForm(request.POST or None, initial={"from_on": today, "to_on": today})
    return asked(
        request,
        form,
        lambda: actions.close_office(own, **form.cleaned_data, by=by, at=at),
        by=by,
        title=_("Close for some days"),
        back=reverse("places:hours", args=[code]),
        done=_("The closure is entered. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=own),
        moves_clocks_of=code,
        office=office,
    )


@page_and_post
@staff_only
def closure_end(request: HttpRequest, code: str, closure_id: UUID, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/closures/<id>/end/`: a closure that ends earlier, or does not come."""
    office = office_in_reach(code, by)
    own = office.pk if office else None
    if not Closure.objects.filter(pk=closure_id, office=own).exists():
        raise NotThere
    return _ended(
        request, code, own, by, _("Let a closure end"), lambda **more: actions.end_closure(closure_id, **more)
    )


@page_and_post
@staff_only
def open_day_new(request: HttpRequest, code: str, on: date, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/holidays/<day>/`: an office that works on a holiday."""
    office, at = office_in_reach(code, by), clock.now()
    if office is None:
        raise NotThere
    form = OpenDayForm(request.POST or None)
    return asked(
        request,
        form,
        lambda: actions.open_on_holiday(office.pk, on=on, reason=form.cleaned_data["reason"], by=by, at=at),
        by=by,
        title=_("Open on a holiday"),
        back=reverse("places:hours", args=[code]),
        done=_("The office works on this holiday. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=office.pk, from_on=on, today=office_day(at)),
        moves_clocks_of=code,
        office=office,
        on=on,
    )


@require_POST
@staff_only
def open_day_end(request: HttpRequest, code: str, day_id: UUID, *, by: Actor) -> HttpResponse:
    """The office keeps the holiday after all."""
    office_in_reach(code, by)
    try:
        actions.keep_holiday(day_id, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The office keeps this holiday."))
    return redirect("places:hours", code=code)


@page_and_post
@staff_only
def holidays(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/offices/holidays/`: holidays and joint leave of a year, for all offices."""
    office_in_reach(ALL, by)
    today = office_day(clock.now())
    form = HolidayForm(request.POST or None)
    years = weeks.years_of_holidays()
    year = _year(request.GET.get("year"), years, today.year)
    return asked(
        request,
        form,
        lambda: actions.add_holiday(**form.cleaned_data, by=by, at=clock.now()),
        by=by,
        title=_("Holidays and joint leave"),
        back=f"{reverse('places:holidays')}?year={year}",
        done=_("The holiday is entered. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=None),
        moves_clocks_of=ALL,
        template="offices/holidays.html",
        year=year,
        years=years,
        rows=weeks.holidays(year),
        today=today,
    )


@require_POST
@staff_only
def holiday_removal(request: HttpRequest, on: date, *, by: Actor) -> HttpResponse:
    """A holiday that a decree dropped."""
    office_in_reach(ALL, by)
    try:
        actions.remove_holiday(on, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("This day is no holiday any more."))
    return redirect(f"{reverse('places:holidays')}?year={on.year}")


def _ended(request: HttpRequest, code: str, own: str | None, by: Actor, title: str, verb: Any) -> HttpResponse:
    form = LastDay(request.POST or None)
    return asked(
        request,
        form,
        lambda: verb(last_on=form.cleaned_data["last_on"], by=by, at=clock.now()),
        by=by,
        title=title,
        back=reverse("places:hours", args=[code]),
        done=_("The last day is entered. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=own),
        moves_clocks_of=code,
    )


def _hours_now(own: str | None, today: date) -> dict[str, str]:
    """The ordinary hours in force, so that only what differs has to be typed."""
    sets = [one for one in weeks.hours_sets(own, today) if one.effect == Effect.ORDINARY and not one.is_coming]
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


def _year(text: str | None, years: list[int], this_year: int) -> int:
    asked_for = int(text) if text and text.isdecimal() and len(text) == 4 else this_year
    return asked_for if asked_for in years else this_year
