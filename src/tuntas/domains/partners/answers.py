"""The one form of every refusal (RFC 9457), and what each answer to a program carries. Loads nothing of the interface."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

Response = TypeVar("Response", bound=HttpResponseBase)
PROBLEM = "application/problem+json"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
# On every answer of a demonstration, in signs that a header may have.
INVENTED = "DATA PERAGAAN - BUKAN KINERJA KANTOR SEBENARNYA"


def answer(
    status: int, error: str, message: Any, *, fields: dict[str, Any] | None = None, retry_after: int = 0
) -> HttpResponse:
    """A refusal: what every HTTP library knows of it, our own word for it, and a sentence for a person."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(message),
        "error": error,
    }
    if fields:
        body["fields"] = {name: str(text) for name, text in fields.items()}
    return _sent(body, retry_after)


def not_there() -> HttpResponse:
    return answer(404, "not_there", _("There is nothing here, or it is not yours."))


def broken() -> HttpResponse:
    """A fault of ours: nothing of it is told but the request's name, by which our log finds it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
        "status": 500,
        "detail": _("The fault is ours, not yours. Send it once more in a few minutes, with the same key."),
        "error": "broken",
        "request": structlog.contextvars.get_contextvars().get("request", ""),
    }
    return _sent(body)


def language_of(request: HttpRequest) -> str:
    """The first of our languages that the program asks for; Indonesian unless it does."""
    ours = dict(settings.LANGUAGES)
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200])
    found = (code.split("-")[0] for code, _priority in asked)
    return next((code for code in found if code in ours), settings.LANGUAGE_CODE)


def dressed(response: Response, language: str) -> Response:
    """The answer with what all answers to programs carry."""
    response.headers["Content-Language"] = language
    if settings.DEMONSTRATION:
        response.headers["X-Demonstration"] = INVENTED
    response.headers.setdefault("Content-Security-Policy", NOTHING)
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _sent(body: dict[str, Any], retry_after: int = 0) -> HttpResponse:
    response = JsonResponse(body, status=body["status"], content_type=PROBLEM)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
