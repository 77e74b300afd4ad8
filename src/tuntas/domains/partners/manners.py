"""What every answer to a program has in common: its language, its headers, and refusals before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tuntas.platform.ui.headers import content_policy

from . import answers
from .answers import NOTHING, dressed, language_of

View = Callable[..., HttpResponseBase]
JSON, FORM = "application/json", "multipart/form-data"
# A file of ten megabytes with the form around it; JSON is far smaller.
MOST = {FORM: settings.UPLOAD_LIMIT_BYTES + 64 * 1024, JSON: 256 * 1024}


def mannered(view: View, *, takes: str = JSON) -> View:
    """The view as programs meet it. A form can't be sent from another site's page: only JSON is read, or one file."""

    # Residents come with a token, not with a cookie; for staff, the entry checks the cookie's posts itself.
    @csrf_exempt
    @content_policy(NOTHING)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            try:
                response: HttpResponseBase = _refusal(request, takes) or view(request, *args, **kwargs)
            except Http404:
                response = answers.not_there()
            if isinstance(response, HttpResponseNotAllowed):
                response = _wrong_method(response)
        return dressed(response, language)

    return answered


def mannerly(pattern: URLPattern, *, takes: str = JSON) -> URLPattern:
    """One of ninja's addresses, its view with manners."""
    view = mannered(pattern.callback, takes=takes)
    # The list of addresses names the operation, not ninja's own wrapper.
    view.__module__, view.__name__ = "tuntas.domains.partners.api", str(pattern.name)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def nothing(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked below `/api/v1/`."""
    raise Http404


def _refusal(request: HttpRequest, takes: str) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length == "0" or request.method in {"GET", "HEAD"}:
        return None
    if request.content_type != takes:
        return answers.answer(415, "wrong_type", _("Send this as %(type)s.") % {"type": takes})
    if not (length.isascii() and length.isdigit() and len(length) < 12) or int(length) > MOST[takes]:
        return answers.answer(413, "too_large", _("This is larger than what may be sent."))
    return None


def _wrong_method(response: HttpResponseNotAllowed) -> HttpResponse:
    refusal = answers.answer(405, "wrong_method", _("This address does not take that method."))
    refusal.headers["Allow"] = response.headers["Allow"]
    return refusal
