"""One's own family, as declared: whoever belongs to it is served by somebody else."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.offices import actions
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.rules import family
from tuntas.platform import clock
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Refused

LONGEST_PLACE = 10  # of a number in the list, with its last four digits


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_family(request: HttpRequest) -> HttpResponse:
    """Show the declared numbers, masked, or add what was typed, one number a line."""
    staff = cast(Staff, request.user)
    typed = request.POST.get("numbers", "")
    numbers, bad = family.read_numbers(typed)
    too_many = len(numbers) + len(staff.family or ()) > family.MOST
    if request.method == "POST" and not bad and not too_many:
        actions.declare_family(staff.pk, numbers, by=Actor(Kind.STAFF, str(staff.pk)), at=clock.now())
        messages.success(request, _("Your family is declared."))
        return redirect("offices:family")
    context = {
        "declared": [number[-4:] for number in staff.family or ()],
        "is_declared": staff.family is not None,
        "typed": typed,
        "bad": bad,
        "too_many": too_many,
        "most": family.MOST,
    }
    return render(request, "offices/family.html", context, status=422 if bad or too_many else 200)


@require_POST
@staff_only
def correct(request: HttpRequest, staff_id: UUID, *, by: Actor) -> HttpResponse:
    """A number that somebody declared in error, taken back by who is in charge of them."""
    place, _sep, ending = request.POST.get("number", "")[:LONGEST_PLACE].partition("-")
    try:
        actions.correct_family(staff_id, int(place) if place.isdecimal() else 0, ending, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The number is taken back."))
    return redirect("offices:person", staff_id=staff_id)
