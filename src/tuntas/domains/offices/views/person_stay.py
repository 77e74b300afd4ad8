"""How somebody is called, from when on they no longer enter, and how they come back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import held_by, office_day, reach
from tuntas.platform import clock
from tuntas.platform.actors import Actor

from . import _people_forms as forms
from ._handing_over import hand_over
from ._person_pages import as_posting, asked, key_of, page_and_post, person_managed, plain


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


@page_and_post
@staff_only
def returning(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """Somebody who left comes back."""
    shown, at = person_managed(staff_id, by), clock.now()
    today = office_day(at)
    form = forms.Returning(
        request.POST or None,
        offices=reach.offices_of(by, open_on=today),
        initial={"email": shown.staff.email, "from_on": today},
    )

    def take_on(given: dict[str, Any]) -> HttpResponse:
        token = actions.take_on_again(staff_id, **as_posting(given), by=by, at=at, key=key_of(request))
        return hand_over(request, staff_id, token, by=by, at=at)

    about = gettext_lazy(
        "The account and its history stay. Password, app, passkeys and codes of before open nothing: the invitation "
        "sets new ones."
    )
    return asked(request, shown, form, take_on, gettext_lazy("Take somebody on again"), "", by=by, about=about)


leaving_undo = plain(actions.undo_leaving, gettext_lazy("The day of leaving is taken back."))
