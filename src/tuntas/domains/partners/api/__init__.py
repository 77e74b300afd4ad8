"""The operations for programs, by who asks: everyone, a resident, staff."""

from typing import Any

from django.conf import settings
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from .. import problems
from . import application, counter, desk, everyone, identity, proving, verbs

# Operations that take files, and where.
UPLOADS = frozenset({"add_file"})
FILES = "application/files/{question}"
ABOUT = (
    "The same verbs as the pages, with the same rules and the same sentences. "
    "Residents prove a case by its reference and PIN (`/proofs`) and get a token for half an hour; "
    "staff use the session of their browser. `Accept-Language` chooses the language: id (default) or en. "
    "Every refusal has one form (RFC 9457), with `error`, and `fields` when some are wrong."
)


class Interface(NinjaAPI):
    """Ninja's, described as it answers."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**where)
        problems.as_problems(described)
        _name_the_doors(described["paths"])
        return described


def _name_the_doors(paths: dict[str, Any]) -> None:
    """Files go through the live process, at an address and often a port of its own."""
    server = {"servers": [{"url": settings.LIVE_ORIGIN}]}
    paths[f"/uploads/{FILES}"] = {"post": paths[f"/api/v1/{FILES}"].pop("post") | server}
    del paths[f"/api/v1/{FILES}"]


api = Interface(title="Tuntas", version="1", description=ABOUT, docs_url=None, urls_namespace="partners")
problems.speak_through(api)
for part in (everyone, proving, application, identity, desk, verbs, counter):
    api.add_router("", part.router)

# Ninja gives nothing else.
OPERATIONS = [one for one in api.urls[0] if isinstance(one, URLPattern)]

__all__ = ["OPERATIONS", "UPLOADS", "api"]
