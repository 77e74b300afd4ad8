"""Who the applicant is, proved on the tracking page: by a fresh code to the address that was proved at a counter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import proof
from tuntas.domains.cases.queries import case_page, contact_of
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Refused

from .owning import owned


@require_POST
@owned
def send_code(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """Six digits to the proved address; where they are typed the documents open."""
    try:
        cases.send_download_code(case_id, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("portal:case", case_id=case_id)
    return redirect("portal:identity_code", case_id=case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@owned
def type_code(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """The code from that address."""
    page, decision = case_page(case_id, by, clock.now()), YES
    contact = contact_of(page.case) if page else None
    if page is None or contact is None or not contact.is_proved:
        raise Http404
    if request.method == "POST":
        decision = cases.prove_by_contact(case_id, request.POST.get("code", ""), by=by, at=clock.now())
        if decision:
            proof.remember_identity(request, case_id, means=contact.id, at=clock.now())
            messages.success(request, _("Your documents are open here for half an hour."))
            return redirect("portal:case", case_id=case_id)
    shown = {"page": page, "contact": contact, "fault": decision.reason}
    return render(request, "portal/identity_code.html", shown)
