"""The survey: one calm page, opened by a link that works once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tuntas.domains.offices import queries as offices
from tuntas.domains.satisfaction import access, actions, queries
from tuntas.domains.satisfaction.instruments import ELEMENTS, PROFILE, instrument
from tuntas.domains.satisfaction.models import Invitation
from tuntas.platform import clock, forms
from tuntas.platform.decisions import Refused
from tuntas.platform.forms import Form, Parsed
from tuntas.platform.ids import new_id
from tuntas.platform.limits import Rate, limited


@limited("survey link", Rate(at_once=120, a_minute=60), methods=("GET",))
@require_GET
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """The nine questions; the token stands in the link and then in the form's body only."""
    invitation = queries.open_invitations(token, clock.now()).first()
    if invitation is None:
        return _closed(request)
    return _page(request, invitation, token, key=str(new_id()))


@limited("survey", Rate(at_once=60, a_minute=30))
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Count the answers, or show the page again with what was chosen."""
    token, key, at = request.POST.get("token", ""), request.POST.get("key", ""), clock.now()
    invitation = queries.open_invitations(token, at).first()
    form = instrument(invitation.instrument) if invitation else None
    scores, profile = _chosen(form, request.POST) if form else ({}, {})
    if invitation and not scores:
        return _page(
            request, invitation, token, key=key, refused=access.NOTHING_CHOSEN.reason, post=request.POST
        )
    try:
        actions.answer(token, scores=scores, profile=profile, at=at, key=key)
    except Refused:
        return _closed(request)
    return redirect("satisfaction:thanks")


@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """The answer is counted."""
    return render(request, "satisfaction/survey_thanks.html")


def _page(
    request: HttpRequest,
    invitation: Invitation,
    token: str,
    *,
    key: str,
    refused: Any = None,
    post: Mapping[str, Any] | None = None,
) -> HttpResponse:
    form = instrument(invitation.instrument)
    context = {
        "form": form,
        "office": offices.find_office(invitation.office_code),
        "elements": forms.page_fields(form.page(ELEMENTS), {}, _parsed(form, ELEMENTS, post)),
        "profile": forms.page_fields(form.page(PROFILE), {}, _parsed(form, PROFILE, post)),
        "token": token,
        "key": key,
        "refused": refused,
    }
    response = render(request, "satisfaction/survey.html", context, status=422 if refused else 200)
    return _kept_private(response)


def _chosen(form: Form, post: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, str]]:
    """What was chosen and exists; a value that is none of the choices counts as left open."""
    scores, profile = (_parsed(form, page, post).values for page in (ELEMENTS, PROFILE))
    return (
        {key: int(code) for key, code in scores.items() if code},
        {key: code for key, code in profile.items() if code},
    )


def _parsed(form: Form, page: str, post: Mapping[str, Any] | None) -> Any:
    if post is None:
        return None
    parsed: Parsed = forms.parse_page(form.page(page), post, answers={}, today=timezone.localdate(clock.now()))
    return parsed


def _closed(request: HttpRequest) -> HttpResponse:
    """One kind answer for a link that was used, is too old, or never was."""
    return _kept_private(
        render(request, "satisfaction/survey_closed.html", {"refused": access.NOT_GOOD}, status=410)
    )


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The link's token goes nowhere: not into a cache, and not as a referrer, not even to our own static files."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
