"""The public pages of checking a document, and the card that an office prints on its blank."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST, require_safe

from tuntas.platform import clock, journal
from tuntas.platform.actors import PUBLIC
from tuntas.platform.limits import Rate, limited

from . import access, forms, queries, rules

SALT = "documents.file-verdict"
ANSWER_LASTS = timedelta(minutes=10)
FAULTS = {
    "too-large": gettext_lazy("The file is larger than 10 MB. No document of ours is that large."),
    "no-file": gettext_lazy("Choose a PDF file first."),
    "too-old": gettext_lazy("This answer has grown old. Check the file again."),
}


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: type a code or choose a file."""
    if typed := rules.plain_token(request.GET.get("code", "")):
        return HttpResponseRedirect(reverse("documents:verify_token", args=[typed]))
    return _verify_page(request, FAULTS.get(request.GET.get("fault", "")))


@never_cache
@limited("verify", Rate(at_once=240, a_minute=120), methods=("GET",))
@require_GET
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    """`/verify/<token>`: what the QR code opens.

    Unknown and malformed codes get the same answer with status 200: "not ours" is a finding about a paper, the
    very thing that was asked, and an error page would look to its holder like a fault of ours.
    """
    return _answer(request, queries.verify_token(token, at=clock.now()))


# The form may only be read after it is said how, and the check against forged posts reads it: so that comes second.
@csrf_exempt
@never_cache
@limited("verify file", Rate(at_once=60, a_minute=20))
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """`/uploads/verification/`: a file, whole from the live process; the browser goes on to the answer's own page."""
    try:
        forms.keep_in_memory(request)
        return _checked(request)
    except forms.TooLarge:
        return _back(f"{reverse('documents:verify')}?fault=too-large")


@csrf_protect
def _checked(request: HttpRequest) -> HttpResponse:
    content = forms.sent_file(request)
    if not content:
        return _back(f"{reverse('documents:verify')}?fault=no-file")
    verdict = queries.verify_bytes(content, at=clock.now())
    sealed = signing.dumps([verdict.answer.value, verdict.token], salt=SALT)
    return _back(reverse("documents:file_verdict", args=[sealed]))


@never_cache
@require_safe
def file_verdict(request: HttpRequest, sealed: str) -> HttpResponse:
    """`/verify/file/<sealed>/`: what a file that was just sent turned out to be. Only we can say it, for ten minutes."""
    try:
        answer, token = signing.loads(sealed, salt=SALT, max_age=ANSWER_LASTS)
    except signing.BadSignature:
        return _verify_page(request, FAULTS["too-old"])
    return _answer(request, queries.file_verdict(queries.Answer(answer), token, at=clock.now()), is_file=True)


@never_cache
@require_GET
def card(request: HttpRequest, token: str) -> HttpResponse:
    """`/documents/<token>/card`: the layout that the office prints on a blank; unsigned, for its own officers."""
    actor = getattr(request, "actor", PUBLIC)
    document = queries.find_by_token(token)
    if document is None or not access.can_print(actor, document):
        raise Http404(_("There is no such file."))
    journal.record_sighting(f"case:{document.case_id}", by=actor, at=clock.now(), office=document.office_code)
    return _attachment(queries.rendered(document), f"{document.kind}.pdf")


def _verify_page(request: HttpRequest, fault: object = None) -> HttpResponse:
    page = {"upload_to": settings.LIVE_ORIGIN + reverse("documents:verify_file"), "fault": fault}
    return render(request, "documents/document_verify.html", page)


def _back(address: str) -> HttpResponse:
    """To the pages' own origin: the post came through the live process, whose origin has no page."""
    return HttpResponseRedirect(settings.WEB_ORIGIN + address, status=303)


def _answer(request: HttpRequest, verdict: queries.Verdict, *, is_file: bool = False) -> HttpResponse:
    return render(request, "documents/document_verdict.html", {"verdict": verdict, "is_file": is_file})


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
