"""Which cases this browser has proved to be its own: ids in the session, nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from tuntas.platform.actors import Actor, Kind

from .models import Case

_KEY = "proved_cases"
_MOST = 20


def remember(request: HttpRequest, case: Case) -> None:
    """Note that this browser proved the case, under a new session id."""
    request.session.cycle_key()
    known = [one for one in request.session.get(_KEY, []) if one != str(case.pk)]
    request.session[_KEY] = [*known, str(case.pk)][-_MOST:]


def resident_of(request: HttpRequest, case_id: UUID | str) -> Actor | None:
    """The resident of this case if this browser proved it; None otherwise."""
    if str(case_id) not in request.session.get(_KEY, []):
        return None
    return Actor(Kind.RESIDENT, str(case_id))


def proved(request: HttpRequest) -> list[str]:
    """The cases that this browser proved, the latest last."""
    return list(request.session.get(_KEY, []))


def forget(request: HttpRequest) -> None:
    """Leave nothing behind on a shared phone."""
    request.session.flush()
