"""The tables of offices: out as CSV, and in after a look at what would change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.sheets import SHEETS
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.tables import Sheet, views

from ._place_pages import frame


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def table(request: HttpRequest, name: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/tables/<name>/`: the way out and in."""
    surroundings = {**frame(request, by), "back_url": reverse("places:offices"), "back_text": _("Offices")}
    file = reverse("places:table_file", args=[name])
    return views.upload(request, _sheet(name), by=by, at=clock.now(), frame=surroundings, download_url=file)


@require_safe
@staff_only
def table_file(request: HttpRequest, name: str, *, by: Actor) -> HttpResponse:
    """`/staff/offices/tables/<name>.csv`: the table as it stands for this person."""
    return views.download(request, _sheet(name), by=by, at=clock.now())


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise NotThere
    return SHEETS[name]
