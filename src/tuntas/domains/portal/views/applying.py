"""One question a page: show it, keep what was answered, go to the next one that is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import form_of
from tuntas.platform import clock, forms
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.forms import Page, Parsed

from .owning import drafted


@require_safe
@drafted
def resume(request: HttpRequest, case: Case, *, by: Actor) -> HttpResponse:
    """`/apply/<link>/`: where this form goes on."""
    return redirect(where_it_goes_on(case))


@require_http_methods(["GET", "HEAD", "POST"])
@drafted
def question(request: HttpRequest, case: Case, *, by: Actor, page_id: str) -> HttpResponse:
    """`/apply/<link>/<page>/`: everything that can be read is kept, even when something else is wrong."""
    try:
        page = form_of(case).page(page_id)
    except KeyError:
        raise Http404 from None
    if request.method != "POST":
        if not page.is_asked(case.answers):
            return redirect(where_it_goes_on(case))
        return _page(request, case, page)
    parsed = forms.parse_page(page, request.POST, answers=case.answers, today=today())
    try:
        case = _keep(case, page, parsed, by=by)
    except Refused:
        return redirect("portal:case", case_id=case.pk)  # sent from another tab in the meantime
    return redirect(where_it_goes_on(case)) if parsed.ok else _page(request, case, page, parsed)


def where_it_goes_on(case: Case) -> str:
    """The first page that is not answered well, or the check when all are."""
    page = forms.first_open_page(form_of(case), case.answers, today=today())
    return page_address(case, page) if page else reverse("portal:check", args=[case.link])


def page_address(case: Case, page: Page) -> str:
    return reverse("portal:question", args=[case.link, page.id])


def today() -> date:
    return timezone.localtime(clock.now()).date()


@transaction.atomic
def _keep(case: Case, page: Page, parsed: Parsed, *, by: Actor) -> Case:
    """Files were attached when they arrived: a page can only take them off again, never name new ones."""
    at, values = clock.now(), dict(parsed.values)
    for asked in page.questions:
        if asked.type == "file" and asked.key in values:
            ticked = values.pop(asked.key) or []
            for gone in set(case.answers.get(asked.key) or ()) - set(ticked):
                case = cases.remove_file(case.pk, asked.key, gone, by=by, at=at)
    return cases.answer(case.pk, values, by=by, at=at)


def _page(request: HttpRequest, case: Case, page: Page, parsed: Parsed | None = None) -> HttpResponse:
    form = form_of(case)
    before = form.previous_page(case.answers, before=page.id)
    context: dict[str, Any] = {
        "case": case,
        "page": page,
        "fields": forms.page_fields(page, case.answers, parsed),
        "parsed": parsed,
        "progress": form.progress(case.answers, page),
        "back": page_address(case, before) if before else reverse("portal:service", args=[case.service_code]),
        "upload_subject": case.stream,
    }
    return render(request, "portal/question.html", context)
