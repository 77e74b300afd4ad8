"""What every answer tells the browser: no foreign code, no sniffing, no referrer, no copy of a person's page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # The bare origin, never an address. With less, browsers send `Origin: null` with our own plain forms to the upload
    # port, and the check against forged posts fails.
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Where the pages' own address is of https. Said here, because behind a proxy no request seems to be.
ALWAYS_CLOSED = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def page_policy(live_origin: str) -> str:
    """The content security policy of a page; `live_origin` receives uploads and gives the live feed."""
    ours = f"'self' {live_origin}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "manifest-src 'self'",
            f"connect-src {ours}",
            f"form-action {ours}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def content_policy(policy: str) -> Callable[[View], View]:
    """Marks a view whose answers carry this policy instead of the page policy."""

    def mark(view: View) -> View:
        view.content_policy = policy  # type: ignore[attr-defined]
        return view

    return mark


class HeadersMiddleware:
    """Stands outermost, so that refusals, errors and static files carry the headers too.

    A header that a view has set itself is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = getattr(request, "content_policy", None) or page_policy(settings.LIVE_ORIGIN)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in {**ALWAYS, **(ALWAYS_CLOSED if settings.SECURE else {})}.items():
            response.headers.setdefault(name, value)
        if _is_personal(request, response):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        request.content_policy = getattr(view, "content_policy", None)  # type: ignore[attr-defined]


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that belongs to a session, or an answer that begins one, may stay in no cache: phones are shared."""
    session = settings.SESSION_COOKIE_NAME
    return session in request.COOKIES or session in response.cookies or request.method == "POST"
