"""Addresses for programs, under /api/v1/. None holds a reference, a PIN or anything about a person."""

from django.urls import URLPattern, URLResolver, re_path

from .api import api
from .manners import FORM, JSON, mannered, nothing

app_name = "partners"
FILES = {"add_file"}


def _with_manners(pattern: URLPattern | URLResolver) -> URLPattern:
    assert isinstance(pattern, URLPattern)  # noqa: S101 – ninja gives no others
    view = mannered(pattern.callback, takes=FORM if pattern.name in FILES else JSON)
    # The list of addresses names the operation, not ninja's own wrapper.
    view.__module__, view.__name__ = "tuntas.domains.partners.api", str(pattern.name)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


urlpatterns = [
    *map(_with_manners, api.urls[0]),
    # Whatever the rest is, a line's end included.
    re_path(r"^[\s\S]*\Z", mannered(nothing), name="nothing"),
]
