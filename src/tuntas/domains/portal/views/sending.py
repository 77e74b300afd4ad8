"""Check the answers, pick the office, send: the answer page shows reference and PIN once, and gives the receipt."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import receipts
from tuntas.domains.cases.access import Case
from tuntas.domains.cases.actions import Incomplete
from tuntas.domains.cases.actions.requesting import Submitted
from tuntas.domains.cases.queries import form_of, offices_named, own_office, picked_office, service_of
from tuntas.domains.cases.workflow import Status
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform import clock, forms
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from .applying import page_address, today, where_it_goes_on
from .owning import drafted


@require_http_methods(["GET", "HEAD", "POST"])
@drafted
def check(request: HttpRequest, case: Case, *, by: Actor) -> HttpResponse:
    """`/apply/<link>/check/`: one form that finds an office, sends, and gives the receipt when sent again."""
    if request.method != "POST":
        if forms.first_open_page(form_of(case), case.answers, today=today()):
            return redirect(where_it_goes_on(case))
        return _page(request, case)
    if case.status != Status.DRAFT and "find" in request.POST:
        return redirect("portal:case", case_id=case.pk)
    office = picked_office(case, request.POST.get("office", ""))
    if "find" in request.POST:
        return _page(request, case, office=office, **_found(case, request.POST.get("place", "")))
    if office is None:
        return _page(request, case, fault=_("Pick the office that receives your application."))
    return _send(request, case, office, by=by)


def _send(request: HttpRequest, case: Case, office: OfficeRow, *, by: Actor) -> HttpResponse:
    key = request.POST.get("key", "")
    try:
        sent = cases.submit(case.pk, office_code=office.code, by=by, at=clock.now(), key=key)
    except Incomplete as lacking:
        return _page(request, case, office=office, problems=lacking.problems)
    except Refused as refused:
        if case.status != Status.DRAFT:
            return redirect("portal:case", case_id=case.pk)
        return _page(request, case, office=office, fault=str(refused))
    if request.POST.get("as") == "pdf":
        return receipts.answer(sent)
    return _sent(request, sent, office, key=key)


def _sent(request: HttpRequest, sent: Submitted, picked: OfficeRow, *, key: str) -> HttpResponse:
    case = sent.case
    return render(
        request,
        "portal/submitted.html",
        {
            "case": case,
            "service": service_of(case),
            # Sent again with another pick, it is still with the office of the first sending.
            "office": picked if picked.code == case.office_code else offices.office_row(case.office_code),
            "reference": sent.reference,
            "pin": sent.pin,
            "key": key,
            "track_address": settings.PUBLIC_ORIGIN + reverse("portal:track"),
            "again": reverse("portal:check", args=[case.link]),
        },
    )


def _page(request: HttpRequest, case: Case, office: OfficeRow | None = None, **more: Any) -> HttpResponse:
    own = own_office(case)
    chosen = office or own
    offered = {one.code: one for one in (own, office, *more.pop("found", ())) if one}
    return render(
        request,
        "portal/check.html",
        {
            "case": case,
            "service": service_of(case),
            "sections": forms.summary(form_of(case), case.answers),
            "change_base": reverse("portal:resume", args=[case.link]),
            "back": page_address(case, form_of(case).pages(case.answers)[-1]),
            "own": own,
            "chosen": chosen,
            "offered": list(offered.values()),
            "key": request.POST.get("key") or uuid.uuid4(),
            **more,
        },
    )


def _found(case: Case, typed: str) -> dict[str, Any]:
    found = offices_named(service_of(case), typed) if typed.strip() else []
    return {"found": found, "place": typed, "found_none": not found}
