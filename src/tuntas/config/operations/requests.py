"""Each request: a name of its own in every line that it causes, one line when it is answered, and its figures."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from . import figures
from .probes import PROBES

HEADER = "X-Request-Id"
# Nothing else: a name that anybody may choose could be anybody's number.
A_NAME = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger("request")


class RequestMiddleware:
    """Stands outermost: whatever answers, the line and the figures are written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = request_name(request)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=name)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = name
            _write_down(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            structlog.contextvars.clear_contextvars()


def request_name(request: HttpRequest) -> str:
    """The name that our own proxy gave the request, else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "").lower()
    if request.META.get("REMOTE_ADDR") in settings.TUNTAS_PROXIES and A_NAME.fullmatch(given):
        return str(given)
    return uuid.uuid4().hex


def route(request: HttpRequest) -> str:
    """Where the request went, as the code names it: never the address, which may open something or name somebody."""
    if request.path_info in PROBES:
        return request.path_info
    if match := request.resolver_match:
        return f"/{match.route}"
    return "static" if request.path_info.startswith("/static/") else "nowhere"


def _write_down(request: HttpRequest, status: int, seconds: float) -> None:
    where = route(request)
    method = request.method if request.method in METHODS else "other"
    _count(where, str(method), status, seconds)
    write = log.debug if where == "static" or where in PROBES else log.info
    write(
        "answered",
        route=where,
        method=method,
        status=status,
        ms=round(seconds * 1000, 1),
        actor=_kind_of_actor(request),
    )


def _count(where: str, method: str, status: int, seconds: float) -> None:
    """What was done for somebody is answered, whatever becomes of the figures: their folder may be full, or gone."""
    try:
        figures.count_request(where, method, status, seconds)
    except OSError:
        log.exception("a request was not counted")


def _kind_of_actor(request: HttpRequest) -> str:
    """Resident, staff, public; a dash where no view asked, because asking costs a query."""
    actor = request.__dict__.get("actor")
    if actor is None or (isinstance(actor, SimpleLazyObject) and actor.__dict__["_wrapped"] is empty):
        return "-"
    return str(actor.kind)
