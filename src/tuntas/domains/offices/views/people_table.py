"""The table of people: out as CSV, and in after a look at what would change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.sheets.people import PEOPLE, told_as_taken_out
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.tables import views
from tuntas.platform.ui import desk


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def table(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/people/table/`: the way out and in."""
    frame = {
        "bar": desk.bar(request, by, current="people"),
        "back_url": reverse("offices:people"),
        "back_text": _("People"),
    }
    file = reverse("offices:people-file")
    return views.upload(request, PEOPLE, by=by, at=clock.now(), frame=frame, download_url=file)


@require_safe
@staff_only
def file(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """`/staff/people/table.csv`: everybody in one's charge, as a file. That it left is a fact."""
    at = clock.now()
    answer = views.download(request, PEOPLE, by=by, at=at)
    told_as_taken_out(by, at)
    return answer
