"""The public pages of checking a document, and the one address from which a released file leaves."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Decision

from . import access, actions, forms, queries, rules


# A check changes nothing and belongs to nobody's session, so there is nothing a forged request could do; and the
# form must also work when its post goes through the upload process, which has no session.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: type a code or choose a file."""
    if request.method == "POST":
        return _verify_file(request)
    if typed := rules.plain_token(request.GET.get("code", "")):
        return HttpResponseRedirect(reverse("documents:verify_token", args=[typed]))
    return render(request, "documents/document_verify.html", {"upload_to": _upload_address()})


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
def file(request: HttpRequest, token: str) -> HttpResponse:
    """`/documents/<token>/file`: the signed file, to someone whom `can_download` allows."""
    actor = getattr(request, "actor", PUBLIC)
    document = queries.find_by_token(token)
    decision = access.can_download(actor, document) if document else Decision(_("There is no such file."))
    if document is None or not decision:
        raise Http404(str(decision.reason))
    content = queries.file(document)
    actions.record_opened(document, by=actor, at=clock.now())
    return _attachment(content, f"{document.kind}.pdf")


@never_cache
@require_GET
def card(request: HttpRequest, token: str) -> HttpResponse:
    """`/documents/<token>/card`: the layout that the office prints on a blank; unsigned, for its own officers."""
    actor = getattr(request, "actor", PUBLIC)
    document = queries.find_by_token(token)
    if document is None or not access.can_print(actor, document):
        raise Http404(_("There is no such file."))
    return _attachment(queries.rendered(document), f"{document.kind}.pdf")


def _verify_file(request: HttpRequest) -> HttpResponse:
    page = {"upload_to": _upload_address()}
    try:
        content = forms.sent_file(request)
    except forms.TooLarge:
        page["fault"] = _("The file is larger than 10 MB. No document of ours is that large.")
        return render(request, "documents/document_verify.html", page, status=413)
    if not content:
        page["fault"] = _("Choose a PDF file first.")
        return render(request, "documents/document_verify.html", page, status=400)
    return _answer(request, queries.verify_bytes(content, at=clock.now()), is_file=True)


def _answer(request: HttpRequest, verdict: queries.Verdict, *, is_file: bool = False) -> HttpResponse:
    return render(request, "documents/document_verdict.html", {"verdict": verdict, "is_file": is_file})


def _upload_address() -> str:
    # The live process may take uploads later; then this setting names its address.
    return getattr(settings, "DOCUMENTS_VERIFY_ACTION", "") or reverse("documents:verify")


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
