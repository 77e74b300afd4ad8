"""The application as its applicant sees it: where it stands, what to do, who looked, and the documents."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tuntas.domains.cases import access, proof
from tuntas.domains.cases.queries import CasePage, ReturnRow, case_page, contact_of, form_of
from tuntas.domains.cases.workflow import OVER, Status
from tuntas.domains.counters.queries import appointment_for, is_shut_then
from tuntas.domains.documents import access as document_access
from tuntas.domains.documents import actions as documents
from tuntas.domains.documents import queries as document_queries
from tuntas.domains.messaging.rules import masked_address
from tuntas.platform import clock, forms
from tuntas.platform.actors import Actor
from tuntas.platform.forms import Page

from .. import queries
from .owning import owned


@require_safe
@owned
def case(request: HttpRequest, case_id: UUID, *, by: Actor) -> HttpResponse:
    """`/track/case/<id>/`."""
    return show(request, case_id, by=by)


def show(request: HttpRequest, case_id: UUID, *, by: Actor, **more: Any) -> HttpResponse:
    """The application's page, also as the answer to a verb that found a fault in what was typed."""
    page = case_page(case_id, by, clock.now())
    if page is None:
        raise Http404
    if page.case.status == Status.DRAFT:
        return redirect("portal:resume", link=page.case.link)
    appointment = appointment_for(case_id, clock.now())
    opened = {
        "appointment": appointment,
        "is_shut_then": appointment is not None and is_shut_then(appointment),
        "may_come": access.can_come(by, page.case),
        "contact": contact_of(page.case),
        "sign_in_at": settings.TUNTAS_OIDC_NAME if settings.TUNTAS_OIDC_ISSUER else "",
        "is_identity_proved": proof.is_identity_proved(request, page.case, at=clock.now()),
    }
    return render(request, "portal/case.html", _shown(page, by) | opened | more)


@require_safe
@owned
def document(request: HttpRequest, case_id: UUID, *, by: Actor, token: str) -> HttpResponse:
    """A signed document, once who the applicant is was proved: at a counter, or in this browser."""
    found = document_queries.find_by_token(token)
    if found is None or found.case_id != case_id:
        raise Http404
    case = access.seen_by(by, case_id)
    is_proved = case is not None and proof.is_identity_proved(request, case, at=clock.now())
    if not document_access.can_download(by, found, is_proved=is_proved):
        raise Http404
    content = document_queries.file(found)
    documents.record_opened(found, by=by, at=clock.now())
    headers = {
        "Content-Disposition": f'attachment; filename="{found.kind}.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _shown(page: CasePage, by: Actor) -> dict[str, Any]:
    case, returned = page.case, page.returned
    open_return = returned if returned and returned.is_open else None
    return {
        "page": page,
        "case": case,
        "status": Status(case.status),
        "is_over": case.status in OVER,
        # Nothing to type on the page: it may load itself anew.
        "is_with_office": case.status not in OVER | {Status.RETURNED, Status.READY},
        "refusal": getattr(case, "refusal", None) if case.status == Status.REFUSED else None,
        "returned": open_return,
        "decided": returned if returned and returned.verdict else None,
        "fields": _missing(page, open_return) if open_return else [],
        "upload_subject": case.stream,
        "has_locked": any(
            output.is_ready and output.is_valid and not output.is_card and not output.is_released
            for output in page.outputs
        ),
        "has_files": any(not output.is_card for output in page.outputs),
        "may_withdraw": access.can_withdraw(by, case),
        "steps": queries.steps(page),
        "looks": queries.looks(page),
        "may_offer_survey": case.status == Status.HANDED_OVER and case.survey_offered_at is None,
        "masked_email": masked_address(case.email) if case.email else "",
        "written_email": "" if case.email_confirmed_at else case.email or case.answers.get("email") or "",
        # One key a verb: a key belongs to the verb that used it first.
        "key": uuid.uuid4(),
        "contest_key": uuid.uuid4(),
        "survey_key": uuid.uuid4(),
    }


def _missing(page: CasePage, returned: ReturnRow) -> list[forms.fields.Field]:
    """The upload field of the paper that was asked for, with what was added since."""
    asked = form_of(page.case).question(returned.question)
    drawn = Page(id="missing-paper", section="", questions=(asked,), title=asked.label)
    answers = {**page.case.answers, returned.question: queries.added_since(page, returned)}
    return forms.page_fields(drawn, answers)
