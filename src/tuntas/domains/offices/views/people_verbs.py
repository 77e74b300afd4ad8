"""What is decided about one person: each address calls one action and goes back to the person's page."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.offices import actions, charge
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import office_day, reach, roster
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk

from . import _people_forms as forms
from ._handing_over import hand_over

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


@page_and_post
@staff_only
def posting_new(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """A further posting."""
    shown, at = _managed(staff_id, by), clock.now()
    form = forms.NewPosting(
        request.POST or None, offices=reach.offices_of(by), initial={"from_on": office_day(at)}
    )

    def post(given: dict[str, Any]) -> None:
        actions.post_staff(shown.staff.pk, **_posting(given), by=by, at=at, key=_key(request))

    return _asked(
        request, shown, form, post, gettext_lazy("Add a posting"), _("The posting is entered."), by=by
    )


@page_and_post
@staff_only
def posting_end(request: HttpRequest, staff_id: UUID, posting_id: UUID, *, by: Actor) -> HttpResponse:
    """The last day of a posting."""
    shown, at = _managed(staff_id, by), clock.now()
    line = _line(shown, posting_id)
    form = forms.LastDay(request.POST or None, initial={"last_on": line.to_on or office_day(at)})

    def end(given: dict[str, Any]) -> None:
        actions.end_posting(posting_id, last_on=given["last_on"], by=by, at=at)

    return _asked(
        request,
        shown,
        form,
        end,
        gettext_lazy("Last day of a posting"),
        _("The last day is entered."),
        by=by,
        line=line,
    )


@page_and_post
@staff_only
def posting_correct(request: HttpRequest, staff_id: UUID, posting_id: UUID, *, by: Actor) -> HttpResponse:
    """A posting that has not begun."""
    shown, at = _managed(staff_id, by), clock.now()
    line = _line(shown, posting_id)
    there = {"role": line.role, "employment": line.employment, "from_on": line.from_on, "to_on": line.to_on}
    form = forms.PostingForm(request.POST or None, initial=there)

    def correct(given: dict[str, Any]) -> None:
        actions.correct_posting(posting_id, **_posting(given), by=by, at=at)

    return _asked(
        request,
        shown,
        form,
        correct,
        gettext_lazy("Correct a posting"),
        _("The posting is corrected."),
        by=by,
        line=line,
    )


@page_and_post
@staff_only
def details(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """Name and e-mail address."""
    shown = _managed(staff_id, by)
    form = forms.Details(request.POST or None, initial={"name": shown.staff.name, "email": shown.staff.email})

    def correct(given: dict[str, Any]) -> None:
        actions.correct_staff(staff_id, name=given["name"], email=given["email"], by=by, at=clock.now())

    return _asked(
        request, shown, form, correct, gettext_lazy("Correct name and e-mail"), _("Corrected."), by=by
    )


@page_and_post
@staff_only
def leaving(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The day of leaving."""
    shown, at = _managed(staff_id, by), clock.now()
    form = forms.Leaving(request.POST or None, initial={"leaves_on": office_day(at)})

    def leave(given: dict[str, Any]) -> None:
        actions.let_leave(staff_id, leaves_on=given["leaves_on"], by=by, at=at, key=_key(request))

    return _asked(
        request, shown, form, leave, gettext_lazy("Let somebody leave"), _("The day of leaving is set."), by=by
    )


@page_and_post
@staff_only
def recovery_ask(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The first of the two persons."""
    shown = _shown(staff_id, by)
    form = forms.Reason(request.POST or None)

    def ask(given: dict[str, Any]) -> None:
        actions.ask_recovery(staff_id, reason=given["reason"], by=by, at=clock.now(), key=_key(request))

    done = _("Asked. Another person in charge confirms it within 24 hours.")
    return _asked(request, shown, form, ask, gettext_lazy("Ask for a recovery"), done, by=by)


@require_POST
@staff_only
def recovery_confirm(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The second of the two persons."""
    try:
        token = actions.confirm_recovery(
            staff_id, by_email=_by_email(request), by=by, at=clock.now(), key=_key(request)
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("offices:person", staff_id=staff_id)
    return hand_over(request, staff_id, token, by=by, at=clock.now())


@require_POST
@staff_only
def invitation(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """A link, or a new one in place of the one before."""
    try:
        token = actions.invite(staff_id, by_email=_by_email(request), by=by, at=clock.now(), key=_key(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("offices:person", staff_id=staff_id)
    return hand_over(request, staff_id, token, by=by, at=clock.now())


def _plain(verb: Callable[..., object], done: LazyText) -> Callable[..., HttpResponse]:
    """A button without a question of its own."""

    @require_POST
    @staff_only
    def pressed(request: HttpRequest, staff_id: UUID, *, by: Actor, **ids: UUID) -> HttpResponse:
        try:
            verb(*(ids.values() or (staff_id,)), by=by, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
        return redirect("offices:person", staff_id=staff_id)

    return pressed


recovery_refuse = _plain(actions.refuse_recovery, gettext_lazy("The recovery has ended."))
link_withdraw = _plain(actions.withdraw_link, gettext_lazy("The link no longer works."))
leaving_undo = _plain(actions.undo_leaving, gettext_lazy("The day of leaving is taken back."))
posting_withdraw = _plain(actions.withdraw_posting, gettext_lazy("The posting is taken back."))


def _asked(
    request: HttpRequest,
    shown: roster.PersonPage,
    form: django_forms.Form,
    do: Callable[[dict[str, Any]], None],
    title: LazyText,
    done: str,
    *,
    by: Actor,
    line: roster.PostingLine | None = None,
) -> HttpResponse:
    """Ask, do it, and go back to the person; a refusal stands above what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("offices:person", staff_id=shown.staff.pk)
    page = {
        "bar": desk.bar(request, by, current="people"),
        "shown": shown,
        "form": form,
        "title": title,
        "line": line,
        "key": _key(request) or uuid.uuid4(),
    }
    return render(request, "offices/person_ask.html", page, status=422 if form.errors else 200)


def _shown(staff_id: UUID, by: Actor) -> roster.PersonPage:
    shown = roster.person(staff_id, by, clock.now())
    if shown is None:
        raise NotThere
    return shown


def _managed(staff_id: UUID, by: Actor) -> roster.PersonPage:
    """For an administrator; who only reads the list has no such page."""
    if not charge.can_manage(by):
        raise NotThere
    return _shown(staff_id, by)


def _line(shown: roster.PersonPage, posting_id: UUID) -> roster.PostingLine:
    for line in shown.line.postings:
        if line.id == posting_id:
            return line
    raise NotThere


def _posting(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "role": Role(given["role"]), "employment": Employment(given["employment"])}


def _by_email(request: HttpRequest) -> bool:
    return request.POST.get("way") == "email"


def _key(request: HttpRequest) -> str | None:
    return request.POST.get("key") or None
