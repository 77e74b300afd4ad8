"""Who acts in this request: the signed-in officer, the resident who proved a case, or anyone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tuntas.domains.cases import proof
from tuntas.domains.offices import queries
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC, Actor, Kind


class ActorMiddleware:
    """Sets `request.actor`; the database is asked only when a view looks at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        proved = proof.proved(request)
        return Actor(Kind.RESIDENT, proved[-1]) if proved else PUBLIC
    return queries.actor_for(request.user, queries.office_day(clock.now()), request.session.get("posting"))
