"""What somebody does where: a further posting, its last day, and one that has not begun."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuntas.domains.offices import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import held_by, office_day, reach
from tuntas.domains.offices.rules import Role
from tuntas.platform import clock
from tuntas.platform.actors import Actor

from . import _people_forms as forms
from ._person_pages import as_posting, asked, key_of, line_of, page_and_post, person_managed, plain


@page_and_post
@staff_only
def posting_new(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """A further posting."""
    shown, at = person_managed(staff_id, by), clock.now()
    form = forms.NewPosting(
        request.POST or None,
        offices=reach.offices_of(by, open_on=office_day(at)),
        initial={"from_on": office_day(at)},
    )

    def post(given: dict[str, Any]) -> None:
        actions.post_staff(shown.staff.pk, **as_posting(given), by=by, at=at, key=key_of(request))

    return asked(request, shown, form, post, gettext_lazy("Add a posting"), _("The posting is entered."), by=by)


@page_and_post
@staff_only
def posting_end(request: HttpRequest, staff_id: UUID, posting_id: UUID, *, by: Actor) -> HttpResponse:
    """The last day of a posting."""
    shown, at = person_managed(staff_id, by), clock.now()
    line = line_of(shown, posting_id)
    form = forms.LastDay(request.POST or None, initial={"last_on": line.to_on or office_day(at)})

    def end(given: dict[str, Any]) -> None:
        actions.end_posting(posting_id, last_on=given["last_on"], by=by, at=at)

    return asked(
        request,
        shown,
        form,
        end,
        gettext_lazy("Last day of a posting"),
        _("The last day is entered."),
        by=by,
        line=line,
        held=held_by(staff_id, line.office_code) if line.role == Role.OFFICER else 0,
    )


@page_and_post
@staff_only
def posting_correct(request: HttpRequest, staff_id: UUID, posting_id: UUID, *, by: Actor) -> HttpResponse:
    """A posting that has not begun."""
    shown, at = person_managed(staff_id, by), clock.now()
    line = line_of(shown, posting_id)
    there = {"role": line.role, "employment": line.employment, "from_on": line.from_on, "to_on": line.to_on}
    form = forms.PostingForm(request.POST or None, initial=there)

    def correct(given: dict[str, Any]) -> None:
        actions.correct_posting(posting_id, **as_posting(given), by=by, at=at)

    return asked(
        request,
        shown,
        form,
        correct,
        gettext_lazy("Correct a posting"),
        _("The posting is corrected."),
        by=by,
        line=line,
    )


posting_withdraw = plain(actions.withdraw_posting, gettext_lazy("The posting is taken back."))
