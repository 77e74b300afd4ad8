"""What is answered where no view did: to programs as a problem, to everybody else as Django's page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import defaults

from . import answers

PROGRAMS = ("/api/", "/uploads/application/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _to_programs(request, answers.not_there) or defaults.page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _to_programs(request, _unreadable) or defaults.bad_request(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    return _to_programs(request, answers.broken) or defaults.server_error(request)


def _to_programs(request: HttpRequest, problem: Callable[[], HttpResponse]) -> HttpResponse | None:
    if not request.path_info.startswith(PROGRAMS):
        return None
    language = answers.language_of(request)
    with translation.override(language):
        return answers.dressed(problem(), language)


def _unreadable() -> HttpResponse:
    return answers.answer(400, "unreadable", _("What was sent cannot be read."))
