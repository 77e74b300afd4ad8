"""Proving that a draft or an application is one's own: link or reference, with the PIN; and forgetting it again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import proof, rules
from tuntas.domains.cases.actions.owning import WRONG
from tuntas.platform import clock
from tuntas.platform.limits import Rate, limited

from .. import queries
from .permission import everyone

Faults = list[tuple[str, Any]]
# By address, which thousands of phones may share; one reference has five tries, whoever makes them.
PIN_TRIES = Rate(at_once=60, a_minute=20)
# No counter can open a form that nobody sent, so it promises no new PIN; the same words for an unknown link.
NOT_THIS_DRAFT = _(
    "The link and the PIN do not fit together. After five wrong tries a form is locked: then start a new one."
)


@everyone
@never_cache
@limited("pin", PIN_TRIES)
@require_http_methods(["GET", "HEAD", "POST"])
def continue_draft(request: HttpRequest) -> HttpResponse:
    """`/continue/`: a started form goes on in any browser, with its link and its PIN."""
    if request.method != "POST":
        return _draft_page(request)
    typed, pin = request.POST.get("link", ""), request.POST.get("pin", "")
    link = rules.read_link(typed)
    faults = _missing(pin, link or typed.strip(), field="link", text=_("Write the link or its code."))
    if faults:
        return _draft_page(request, faults=faults, typed=typed)
    case = cases.prove(link=link or "none", pin=pin, at=clock.now())
    if case is None:
        return _draft_page(request, wrong=NOT_THIS_DRAFT, typed=typed)
    proof.remember(request, case)
    return redirect("portal:resume", link=case.link)


def ask_for_pin(request: HttpRequest, link: str) -> HttpResponse:
    """Who follows a link is asked for the PIN; the page is the same for a link that does not exist."""
    return _draft_page(request, typed=link, followed=True)


@everyone
@never_cache
@limited("pin", PIN_TRIES)
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """`/track/`: an application by its reference and PIN."""
    if request.method != "POST":
        return _track_page(request)
    typed, pin = request.POST.get("reference", ""), request.POST.get("pin", "")
    faults = _missing(pin, typed.strip(), field="reference", text=_("Write the reference."))
    if not faults and rules.read_reference(typed) is None:
        # The check character says so; whether such an application exists is not asked.
        faults = [("reference", _("There is a mistake in the reference. It has 11 letters and digits."))]
    if faults:
        return _track_page(request, faults=faults, typed=typed)
    case = cases.prove(reference=typed, pin=pin, at=clock.now())
    if case is None:
        return _track_page(request, wrong=WRONG, typed=typed)
    proof.remember(request, case)
    return redirect("portal:case", case_id=case.pk)


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Leave nothing behind on a shared phone: a form still open in another tab is worth nothing afterwards."""
    if request.method == "POST":
        proof.forget(request)
        rotate_token(request)
        return redirect("portal:done")
    # The page says that nothing is left, so it is shown only when that is true.
    return redirect("portal:track") if proof.proved(request) else render(request, "portal/done.html")


def _missing(pin: str, named: str, *, field: str, text: Any) -> Faults:
    """Nothing was typed: said at once, and not counted as a wrong try."""
    faults: Faults = [] if named else [(field, text)]
    return faults if rules.read_pin(pin) else [*faults, ("pin", _("Write the PIN: six digits."))]


def _draft_page(request: HttpRequest, **more: Any) -> HttpResponse:
    return render(request, "portal/continue.html", _shown(**more))


def _track_page(request: HttpRequest, **more: Any) -> HttpResponse:
    return render(request, "portal/track.html", _shown(**more) | {"opened": queries.opened(request)})


def _shown(faults: Faults = (), typed: str = "", **more: Any) -> dict[str, Any]:  # type: ignore[assignment]
    return {"errors": faults, "fault": dict(faults), "typed": typed, "origin": settings.PUBLIC_ORIGIN, **more}
