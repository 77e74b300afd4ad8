"""How far the demonstration's city has come."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Progress


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """`/demonstration/`: who lives here, how much of the invented past has happened, what a tester can do."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "city/progress.html", {"city": Progress.objects.first()})
