"""Proving who one is by signing in at an outside provider: away from the application's page, and back."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tuntas.adapters.oidc import Unreachable, Untrusted
from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import proof
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from .. import sign_in
from .owning import owned
from .permission import everyone

log = structlog.get_logger("sign_in")


@require_POST
@owned
def begin(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """A page with the way to the provider: our forms lead nowhere else, and whoever leaves is told so."""
    provider = sign_in.provider()
    if provider is None:
        raise Http404
    try:
        begun = provider.begin(return_to=sign_in.way_back())
    except (Unreachable, Untrusted) as fault:
        log.warning("sign-in not begun", why=str(fault))
        return _failed(request, case_id, _down())
    sign_in.remember(request, case_id, begun, at=clock.now())
    page = {"address": begun.address, "case_id": case_id, "provider": settings.TUNTAS_OIDC_NAME}
    return render(request, "portal/sign_in.html", page)


@everyone
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """`/sign-in/return/`: opens the documents in this browser when the applicant signed in, and nobody else's."""
    provider, at = sign_in.provider(), clock.now()
    found = sign_in.returned(request, state=request.GET.get("state", ""), at=at)
    if provider is None or found is None:
        messages.error(request, _("This sign-in has ended. Open your application and begin again."))
        return redirect("portal:track")
    case_id, begun = found
    resident = proof.resident_of(request, case_id)
    if resident is None:
        return redirect("portal:track")
    try:
        code = request.GET.get("code", "")
        number = provider.finish(begun, code=code, return_to=sign_in.way_back(), at=at)
        cases.prove_by_sign_in(case_id, number, by=resident, at=at)
    except Unreachable as fault:
        log.warning("sign-in not finished", why=str(fault))
        return _failed(request, case_id, _down())
    except Untrusted as fault:
        # The kind of fault alone: who keeps the system sees a provider that changed, or somebody who tries.
        log.warning("sign-in not believed", why=str(fault))
        return _failed(
            request, case_id, _("The sign-in was not completed. Nothing was opened; you can try again.")
        )
    except Refused as refused:
        return _failed(request, case_id, str(refused))
    except cases.NotThere:
        raise Http404 from None
    proof.remember_identity(request, case_id, means=proof.SIGNED_IN, at=at)
    messages.success(request, _("Your documents are open here for half an hour."))
    return redirect("portal:case", case_id=case_id)


def _failed(request: HttpRequest, case_id: UUID | str, text: str) -> HttpResponse:
    messages.error(request, text)
    return redirect("portal:case", case_id=case_id)


def _down() -> str:
    text = _("%(provider)s does not answer at the moment. Try again later, or show who you are at a counter.")
    return text % {"provider": settings.TUNTAS_OIDC_NAME}
