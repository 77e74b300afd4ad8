"""How somebody is called, from when on they no longer enter, and how they come back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import held_by, office_day
from tuntas.platform import clock
from tuntas.platform.actors import Actor

from . import _people_forms as forms
from ._person_pages import asked, key_of, page_and_post, person_managed, plain


@page_and_post
@staff_only
def details(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """Name and e-mail address."""
    shown = person_managed(staff_id, by)
    form = forms.Details(request.POST or None, initial={"name": shown.staff.name, "email": shown.staff.email})

    def correct(given: dict[str, Any]) -> None:
        actions.correct_staff(staff_id, name=given["name"], email=given["email"], by=by, at=clock.now())

    return asked(request, shown, form, correct, gettext_lazy("Correct name and e-mail"), _("Corrected."), by=by)


@page_and_post
@staff_only
def leaving(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The day of leaving."""
    shown, at = person_managed(staff_id, by), clock.now()
    form = forms.Leaving(request.POST or None, initial={"leaves_on": office_day(at)})

    def leave(given: dict[str, Any]) -> None:
        actions.let_leave(staff_id, leaves_on=given["leaves_on"], by=by, at=at, key=key_of(request))

    return asked(
        request,
        shown,
        form,
        leave,
        gettext_lazy("Let somebody leave"),
        _("The day of leaving is set."),
        by=by,
        held=held_by(staff_id),
    )


leaving_undo = plain(actions.undo_leaving, gettext_lazy("The day of leaving is taken back."))
