"""How somebody comes in: invited, or after a loss recovered by two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tuntas.domains.offices import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from . import _people_forms as forms
from ._handing_over import hand_over
from ._person_pages import asked, is_by_email, key_of, page_and_post, person_shown, plain


@page_and_post
@staff_only
def recovery_ask(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The first of the two persons."""
    shown = person_shown(staff_id, by)
    form = forms.Reason(request.POST or None)

    def ask(given: dict[str, Any]) -> None:
        actions.ask_recovery(staff_id, reason=given["reason"], by=by, at=clock.now(), key=key_of(request))

    done = _("Asked. Another person in charge confirms it within 24 hours.")
    return asked(request, shown, form, ask, gettext_lazy("Ask for a recovery"), done, by=by)


@require_POST
@staff_only
def recovery_confirm(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """The second of the two persons."""
    try:
        token = actions.confirm_recovery(
            staff_id, by_email=is_by_email(request), by=by, at=clock.now(), key=key_of(request)
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
        token = actions.invite(
            staff_id, by_email=is_by_email(request), by=by, at=clock.now(), key=key_of(request)
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("offices:person", staff_id=staff_id)
    return hand_over(request, staff_id, token, by=by, at=clock.now())


recovery_refuse = plain(actions.refuse_recovery, gettext_lazy("The recovery has ended."))
link_withdraw = plain(actions.withdraw_link, gettext_lazy("The link no longer works."))
