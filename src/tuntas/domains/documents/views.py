"""The public pages of checking a document, and the card that an office prints on its blank."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from tuntas.platform import clock, journal
from tuntas.platform.actors import PUBLIC

from . import access, forms, queries, rules


# A check changes nothing and belongs to nobody's session, so there is nothing a forged request could do.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: type a code or choose a file."""
    if request.method == "POST":
        return _verify_file(request)
    if typed := rules.plain_token(request.GET.get("code", "")):
        return HttpResponseRedirect(reverse("documents:verify_token", args=[typed]))
    return render(request, "documents/document_verify.html")


@never_cache
@require_GET
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    """`/verify/<token>`: what the QR code opens.

    Unknown and malformed codes get the same answer with status 200: "not ours" is a finding about a paper, the
    very thing that was asked, and an error page would look to its holder like a fault of ours.
    """
    return _answer(request, queries.verify_token(token, at=clock.now()))


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


def _verify_file(request: HttpRequest) -> HttpResponse:
    try:
        content = forms.sent_file(request)
    except forms.TooLarge:
        fault = _("The file is larger than 10 MB. No document of ours is that large.")
        return render(request, "documents/document_verify.html", {"fault": fault}, status=413)
    if not content:
        fault = _("Choose a PDF file first.")
        return render(request, "documents/document_verify.html", {"fault": fault}, status=400)
    return _answer(request, queries.verify_bytes(content, at=clock.now()), is_file=True)


def _answer(request: HttpRequest, verdict: queries.Verdict, *, is_file: bool = False) -> HttpResponse:
    return render(request, "documents/document_verdict.html", {"verdict": verdict, "is_file": is_file})


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
