"""Under which posting to act, for someone who has several."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Staff
from tuntas.platform import clock


@login_required
@require_http_methods(["GET", "POST"])
def choose_posting(request: HttpRequest) -> HttpResponse:
    """Show the postings in force today, or act under the chosen one from here on."""
    postings = queries.current_postings(cast(Staff, request.user), queries.office_day(clock.now()))
    chosen = request.POST.get("posting") or request.session.get("posting")
    if request.method == "POST" and chosen in {str(posting.id) for posting in postings}:
        request.session["posting"] = chosen
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"postings": postings, "chosen": chosen, "is_missing": request.method == "POST"}
    return render(request, "offices/posting.html", context)
