"""Which letters and counters an office has: for its head of unit, and not there for anybody else."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.tables import Sheet
from tuntas.platform.tables import views as table_pages
from tuntas.platform.ui import desk

from .. import access, actions
from ..forms import CounterForm, LetterForm
from ..queries import counters_of, groups_of
from ..queries.bookable import booked_while_shut
from ..queries.groups import everyones
from ..queries.needed import can_be_removed, letters_waited_for
from ..sheets import SHEETS

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def set_up(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/counters/`: the letters of this office's queue, and its counters."""
    office, at = _office(code, by), clock.now()
    groups, today = groups_of(code), offices.office_day(at)
    names = dict(_services(at))
    page = {
        "office": office,
        "groups": [(group, [names[one] for one in group.services if one in names]) for group in groups],
        "is_everyones": groups == everyones(),
        "missing": [name for one, name in names.items() if not any(one in group.services for group in groups)],
        "uncalled": _uncalled(counters := counters_of(code, today), groups, letters_waited_for(code, today)),
        "counters": counters,
        "booked_while_shut": booked_while_shut(code, at),
    }
    return render(request, "counters/setup.html", {**_frame(request, by), **page})


@page_and_post
@staff_only
def letter_new(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/letters/new/`: a further letter."""
    office, taken = _office(code, by), [group.letter for group in groups_of(code)]
    form = LetterForm(request.POST or None, services=_services(clock.now()), taken=taken)
    return _letter(request, office, form, by, _("Add a letter"))


@page_and_post
@staff_only
def letter_change(request: HttpRequest, code: str, letter: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/letters/<letter>/`: what a letter is for."""
    office, groups = _office(code, by), groups_of(code)
    group = next((one for one in groups if one.letter == letter), None)
    if group is None:
        raise NotThere
    others = [one.letter for one in groups if one.letter != letter]
    before = {**asdict(group), "name": group.name_id}
    form = LetterForm(request.POST or None, initial=before, services=_services(clock.now()), taken=others)
    form.fields["letter"].choices = [(letter, letter)]  # type: ignore[attr-defined]
    title = _("Change letter %(letter)s") % {"letter": letter}
    may_go = can_be_removed(code, letter, clock.now())
    return _letter(request, office, form, by, title, letter=letter, may_go=may_go)


@require_POST
@staff_only
def letter_removal(request: HttpRequest, code: str, letter: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/letters/<letter>/removal/`: the office has it no longer."""
    office = _office(code, by)
    try:
        key = request.POST.get("key") or None
        actions.remove_group(office.code, letter, by=by, at=clock.now(), key=key)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("counters:letter_change", code=code, letter=letter)
    messages.success(request, _("Letter %(letter)s is removed.") % {"letter": letter})
    return redirect("counters:setup", code=code)


@page_and_post
@staff_only
def counter_new(request: HttpRequest, code: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/counters/new/`: a further counter."""
    office = _office(code, by)
    taken = [one.number for one in counters_of(code, offices.office_day(clock.now()))]
    letters = _letters(code)
    form = CounterForm(
        request.POST or None,
        letters=letters,
        initial={"number": max(taken, default=0) + 1, "letters": [one for one, _name in letters]},
    )
    if form.is_bound and form.is_valid() and form.cleaned_data["number"] in taken:
        form.add_error("number", _("This office has a counter of this number. Choose another."))
    return _counter(request, office, form, by, _("Add a counter"))


@page_and_post
@staff_only
def counter_change(request: HttpRequest, code: str, number: int, *, by: Actor) -> HttpResponse:
    """`/staff/offices/<code>/counters/<number>/`: what a counter is for; it keeps its number."""
    office = _office(code, by)
    rows = counters_of(code, offices.office_day(clock.now()))
    there = next((one for one in rows if one.number == number), None)
    if there is None:
        raise NotThere
    form = CounterForm(request.POST or None, letters=_letters(code), initial=asdict(there))
    form.fields["number"].disabled = True
    return _counter(request, office, form, by, _("Change counter %(number)d") % {"number": number})


@page_and_post
@staff_only
def table(request: HttpRequest, name: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/counters/tables/<name>/`: letters or counters of one's offices, out and in."""
    address = reverse("counters:table_file", args=[name])
    frame = {**_frame(request, by), "back_url": reverse("places:offices"), "back_text": _("Offices")}
    return table_pages.upload(request, _sheet(name), by=by, at=clock.now(), frame=frame, download_url=address)


@require_safe
@staff_only
def table_file(request: HttpRequest, name: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/counters/tables/<name>.csv`: the table as it stands for this person."""
    return table_pages.download(request, _sheet(name), by=by, at=clock.now())


def _letter(
    request: HttpRequest, office: OfficeRow, form: LetterForm, by: Actor, title: str, **more: Any
) -> HttpResponse:
    def do() -> None:
        actions.set_up_group(office.code, form.group, by=by, at=clock.now())

    return _asked(request, office, form, do, by=by, title=title, done=_("The letter is set up."), **more)


def _counter(request: HttpRequest, office: OfficeRow, form: CounterForm, by: Actor, title: str) -> HttpResponse:
    def do() -> None:
        actions.set_up_counter(office.code, **form.cleaned_data, by=by, at=clock.now())

    return _asked(request, office, form, do, by=by, title=title, done=_("The counter is set up."))


def _asked(
    request: HttpRequest,
    office: OfficeRow,
    form: LetterForm | CounterForm,
    do: Callable[[], None],
    *,
    by: Actor,
    title: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """Show the form, or do it and go back. What is described here is the same when it is said twice."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
            messages.success(request, done)
            return redirect("counters:setup", code=office.code)
        except Refused as refused:
            form.refuse(refused)
    page = {"office": office, "form": form, "title": title, **more}
    return render(request, "counters/setup_form.html", {**_frame(request, by), **page})


def _office(code: str, by: Actor) -> OfficeRow:
    office = offices.find_office(code) if code.isprintable() else None
    if office is None or not access.can_set_up(by, code):
        raise NotThere
    return office


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise NotThere
    return SHEETS[name]


def _services(at: Any) -> list[tuple[str, str]]:
    return [(one.code, str(one.name)) for one in catalogue.services(offices.office_day(at))]


def _letters(code: str) -> list[tuple[str, str]]:
    return [(one.letter, f"{one.letter} {one.name}") for one in groups_of(code)]


def _uncalled(counters: list[Any], groups: tuple[Any, ...], waited_for: set[str]) -> list[str]:
    """Letters that no counter in use calls: whoever takes such a ticket waits for ever.

    A kiosk without network may have given one of a letter that was removed meanwhile.
    """
    called = {letter for one in counters if one.is_in_use for letter in one.letters}
    return sorted(({group.letter for group in groups} | waited_for) - called)


def _frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    return {"bar": desk.bar(request, by, current="offices"), "key": uuid.uuid4()}
