"""The operations for programs, by who asks: everyone, a resident, staff."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from .. import problems
from . import application, desk, everyone, identity, proving, verbs

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
        return described


api = Interface(title="Tuntas", version="1", description=ABOUT, docs_url=None, urls_namespace="partners")
problems.speak_through(api)
for router in (everyone.router, proving.router, application.router, identity.router, desk.router, verbs.router):
    api.add_router("", router)

__all__ = ["api"]
