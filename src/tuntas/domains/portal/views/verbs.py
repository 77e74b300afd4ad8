"""What an applicant does with a sent application: add the paper, contest, withdraw, confirm an address, be asked."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.queries import CasePage, case_page
from tuntas.domains.satisfaction import actions as satisfaction
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Refused

from .. import queries
from . import tracking
from .owning import owned


@require_POST
@owned
def complete(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Send the paper that was asked for; a file unticked on the page is taken off first."""
    return _done(
        request,
        case_id,
        lambda: _send_paper(request, case_id, by),
        _("The paper was sent. Your application goes on."),
    )


@require_POST
@owned
def contest(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """One tap: nothing is missing."""
    return _done(
        request,
        case_id,
        lambda: cases.contest_return(case_id, by=by, at=clock.now(), key=_key(request)),
        _("The head of unit decides now. Until then the clock runs on."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@owned
def withdraw(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Asked once more, with the name of what is withdrawn."""
    if request.method == "POST":
        return _done(
            request,
            case_id,
            lambda: cases.withdraw(case_id, by=by, at=clock.now(), key=_key(request)),
            _("Your application was withdrawn."),
        )
    return render(request, "portal/withdraw.html", {"page": _page(case_id, by), "key": uuid.uuid4()})


@require_POST
@owned
def email(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Send a code to the address; nothing else goes there before it came back."""
    address = request.POST.get("address", "").strip()
    try:
        validate_email(address)
        cases.give_email(case_id, address, by=by, at=clock.now())
    except ValidationError:
        fault = _("This is not an e-mail address. Check it and write it again.")
    except Refused as refused:
        fault = str(refused)
    else:
        return redirect("portal:email_code", case_id=case_id)
    errors = [("address", fault)]
    return tracking.show(request, case_id, by=by, errors=errors, email_fault=fault, written_email=address)


@require_http_methods(["GET", "HEAD", "POST"])
@owned
def email_code(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """The six digits that went to the address."""
    page, decision = _page(case_id, by), YES
    if request.method == "POST":
        decision = cases.confirm_email(case_id, request.POST.get("code", ""), by=by, at=clock.now())
        if decision:
            messages.success(request, _("The address is confirmed. We write there when something happens."))
            return redirect("portal:case", case_id=case_id)
    return render(request, "portal/email_code.html", {"page": page, "fault": decision.reason})


@require_POST
@owned
def forget_email(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Consent is taken back as easily as it was given."""
    return _done(
        request,
        case_id,
        lambda: cases.remove_email(case_id, by=by, at=clock.now()),
        _("Your e-mail address was removed. If it was confirmed, one last letter says so there."),
    )


@require_POST
@owned
def survey(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Make the one link of this case's survey and go there; it can't be joined to the case afterwards."""
    try:
        token = satisfaction.invite_for_case(
            case_id, channel="portal", by=by, at=clock.now(), key=_key(request)
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("portal:case", case_id=case_id)
    if token is None:
        messages.info(request, _("You were already invited to the survey: each application has one link."))
        return redirect("portal:case", case_id=case_id)
    return redirect("satisfaction:survey", token=token)


def _done(request: HttpRequest, case_id: UUID, verb: Callable[[], object], text: str) -> HttpResponse:
    """The verb's outcome on the application's page: what was done, or calmly why not."""
    try:
        verb()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, text)
    return redirect("portal:case", case_id=case_id)


def _send_paper(request: HttpRequest, case_id: UUID, by: Actor) -> None:
    """What was unticked stays off, also when nothing is left to send; what was sent before the return stays sent."""
    page, at = _page(case_id, by), clock.now()
    returned = page.returned
    if returned and returned.is_open:
        shown, ticked = set(request.POST.getlist("shown")), set(request.POST.getlist(returned.question))
        for gone in shown & set(queries.added_since(page, returned)) - ticked:
            cases.remove_file(case_id, returned.question, gone, by=by, at=at)
    cases.complete(case_id, by=by, at=at, key=_key(request))


def _page(case_id: UUID, by: Actor) -> CasePage:
    page = case_page(case_id, by, clock.now())
    if page is None:
        raise Http404
    return page


def _key(request: HttpRequest) -> Any:
    return request.POST.get("key", "")
