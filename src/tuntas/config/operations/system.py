"""The administrator's page of what runs here: versions, processes, settings, tables, services, journal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.domains.offices.doors import staff_only
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui import desk

from .access import can_see_system
from .overview import overview


@require_safe
@staff_only
def page(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Everything on one page; of a secret it says only whether it is set."""
    if not can_see_system(by):
        raise NotThere
    context = {"bar": desk.bar(request, by, current="system"), "system": overview()}
    return render(request, "house/system.html", context)
