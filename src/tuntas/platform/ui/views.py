"""The page of all components in all states, to be looked at; it exists only in a demonstration."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.platform import clock
from tuntas.platform.ui import specimens


@require_safe
def specimen(request: HttpRequest) -> HttpResponse:
    """Every component as a resident sees it; with `?door=desk` as an officer does."""
    if settings.TUNTAS_MODE != "demonstration":
        raise Http404
    door = "desk" if request.GET.get("door") == "desk" else "resident"
    return render(request, f"ui/specimen_{door}.html", specimens.context(clock.now()))
