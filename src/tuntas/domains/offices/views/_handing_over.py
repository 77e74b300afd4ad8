"""After a link was made: back to the person, or the page that shows the link once for handing it over in person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tuntas.domains.offices.queries import roster
from tuntas.domains.offices.rules.people import LINK_LASTS
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui import desk


def hand_over(
    request: HttpRequest, staff_id: UUID, token: str | None, *, by: Actor, at: datetime
) -> HttpResponse:
    """Without a token the link is on its way by e-mail."""
    if token is None:
        messages.success(request, _("The link is on its way by e-mail."))
        return redirect("offices:person", staff_id=staff_id)
    shown = roster.person(staff_id, by, at)
    if shown is None:
        raise NotThere
    page = {
        "bar": desk.bar(request, by, current="people"),
        "shown": shown,
        "address": f"{settings.WEB_ORIGIN}{reverse('offices:enter', args=[token])}",
        "until": at + LINK_LASTS,
    }
    return render(request, "offices/link_once.html", page)
