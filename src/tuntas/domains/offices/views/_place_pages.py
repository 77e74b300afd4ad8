"""What every page about offices shares: the desk's frame, and a form that calls one verb."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _

from tuntas.domains.offices import access, actions
from tuntas.domains.offices.models import Office
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, NotThere, Refused
from tuntas.platform.idempotency import once
from tuntas.platform.ui import desk

from ._place_forms import LastDay

ALL = "all"  # in addresses: what holds for every office


def frame(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """What the desk's page needs."""
    return {"bar": desk.bar(request, by, current="offices"), "key": uuid.uuid4()}


def office_in_reach(code: str, by: Actor) -> Office | None:
    """The office, None for every office together, `NotThere` for one that is not this person's."""
    if code == ALL:
        if not access.can_see_offices(by):
            raise NotThere
        return None
    office = access.visible_offices(by).filter(pk=code).first()
    if office is None:
        raise NotThere
    return office


def asked(
    request: HttpRequest,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    by: Actor,
    title: str,
    back: str,
    done: str | LazyText,
    may: Decision,
    moves_clocks_of: str = "",
    template: str = "offices/place_form.html",
    **more: Any,
) -> HttpResponse:
    """Show the form, or call the verb and go back; a refusal stands above the form. Who may not change it sees why.

    With `moves_clocks_of` (an office's code, or `ALL`) a change that makes running promises due at another moment is
    done only after somebody has seen how many.
    """
    refusal, moved = "" if may else str(may.reason), 0
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            if moves_clocks_of and "confirmed" not in request.POST:
                moved = actions.foresee(verb, None if moves_clocks_of == ALL else moves_clocks_of)
            if not moved:
                _do_once(request, verb, by)
                messages.success(request, str(done))
                return redirect(back)
        except Refused as refused:
            refusal = str(refused)
    page = {
        **frame(request, by),
        "form": form,
        "title": title,
        "back": back,
        "refusal": refusal,
        "may": may,
        "moved": moved,
        **more,
    }
    return render(request, template, page)


def _do_once(request: HttpRequest, verb: Callable[[], object], by: Actor) -> None:
    """A form sent twice is done once, and both answers say so."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    with transaction.atomic(), once(request.POST.get("key") or None, verb=name, by=by) as first:
        if not first.done:
            verb()


def ended(request: HttpRequest, code: str, own: str | None, by: Actor, title: str, verb: Any) -> HttpResponse:
    """Ask for the last day of something, and let it end with it."""
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
