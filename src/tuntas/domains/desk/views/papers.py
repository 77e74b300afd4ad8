"""Papers that an officer prints for the file: made for one answer, never stored."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from tuntas.domains.cases import queries as cases
from tuntas.domains.documents import queries as documents
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.register import queries as register
from tuntas.platform import clock, journal
from tuntas.platform.actors import Actor
from tuntas.platform.ui import dates


@require_safe
@staff_only
def filled_form(request: HttpRequest, case_id: UUID, *, by: Actor, code: str) -> HttpResponse:
    """`/desk/cases/<id>/forms/<code>/`: a form of the regulation as answered, ready for the signatures."""
    at = clock.now()
    page = cases.case_page(case_id, by, at)
    if page is None or page.case.submitted_at is None or not page.has_form(code):
        raise Http404
    journal.record_sighting(page.case.stream, by=by, at=at, office=page.case.office_code)
    zone = timezone.get_default_timezone()
    # The paper is Indonesian, whatever language the screen has.
    with translation.override("id"):
        filling = cases.filling(
            page,
            code,
            submitted_at=dates.moment(page.case.submitted_at, language="id", zone=zone),
            signed_at=dates.day(timezone.localdate(at), language="id", zone=zone),
        )
        pdf = documents.filled_form(code, filling, specimen=register.is_training(), at=at)
    headers = {
        "Content-Disposition": f'attachment; filename="{code}.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
