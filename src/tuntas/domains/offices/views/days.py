"""Days against the rule, for who is in charge: closures, holidays, and holidays on which one office works."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.models import Closure
from tuntas.domains.offices.queries import free_days, office_day
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere

from ._place_forms import ClosureForm, HolidayForm, OpenDayForm
from ._place_pages import ALL, asked, ended, office_in_reach

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


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
    return ended(
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
    office = office_in_reach(code, by)

    def keep() -> None:
        with suppress(NotThere):  # sent twice
            actions.keep_holiday(day_id, by=by, at=clock.now())

    return asked(
        request,
        forms.Form(request.POST),
        keep,
        by=by,
        title=_("Keep a holiday"),
        back=reverse("places:hours", args=[code]),
        done=_("The office keeps this holiday. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=office.pk if office else None),
        moves_clocks_of=code,
        office=office,
    )


@page_and_post
@staff_only
def holidays(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/offices/holidays/`: holidays and joint leave of a year, for all offices."""
    office_in_reach(ALL, by)
    today = office_day(clock.now())
    form = HolidayForm(request.POST or None)
    years = free_days.years_of_holidays()
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
        rows=free_days.holidays(year),
        today=today,
    )


@require_POST
@staff_only
def holiday_removal(request: HttpRequest, on: date, *, by: Actor) -> HttpResponse:
    """A holiday that a decree dropped."""
    office_in_reach(ALL, by)
    at = clock.now()

    def remove() -> None:
        with suppress(NotThere):  # sent twice
            actions.remove_holiday(on, by=by, at=at)

    return asked(
        request,
        forms.Form(request.POST),
        remove,
        by=by,
        title=_("Take a holiday away"),
        back=f"{reverse('places:holidays')}?year={on.year}",
        done=_("This day is no holiday any more. Running promises are being counted anew."),
        may=access.can_change_hours(by, office_code=None, from_on=on, today=office_day(at)),
        moves_clocks_of=ALL,
        on=on,
    )


def _year(text: str | None, years: list[int], this_year: int) -> int:
    asked_for = int(text) if text and text.isdecimal() and len(text) == 4 else this_year
    return asked_for if asked_for in years else this_year
