"""Which cases this browser has proved to be its own: their ids in the session, and how often each PIN was renewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.journal import queries as journal

from . import facts
from .models import Case
from .queries import contact_of

_KEY = "proved_cases"
_ANSWER = "_proved_cases"
_MOST = 20
# Who the applicant is was proved in this browser: until when, and by which proved address (or a sign-in).
_IDENTITY = "proved_identities"
SIGNED_IN = "signed in"
LASTS = timedelta(minutes=30)


def renewals(case_ids: Iterable[UUID | str]) -> dict[str, int]:
    """How often a counter gave each case a new PIN: who proved it before the last time has to prove it again."""
    streams = {f"case:{one}": str(one) for one in case_ids}
    found = journal.times(streams, facts.CASE_PIN_RENEWED)
    return {case_id: found.get(stream, 0) for stream, case_id in streams.items()}


def remember(request: HttpRequest, case: Case) -> None:
    """Note that this browser proved the case, under a new session id."""
    request.session.cycle_key()
    known = [one for one in _kept(request).items() if one[0] != str(case.pk)]
    latest = [*known, *renewals([case.pk]).items()]
    request.session[_KEY] = dict(latest[-_MOST:])
    _forget_answer(request)


def resident_of(request: HttpRequest, case_id: UUID | str) -> Actor | None:
    """The resident of this case if this browser proved it; None otherwise."""
    if str(case_id) not in proved(request):
        return None
    return Actor(Kind.RESIDENT, str(case_id))


def proved(request: HttpRequest) -> list[str]:
    """The cases that this browser proved, the latest last; without those that got a new PIN at a counter since.

    One query a request, none for a browser that proved nothing.
    """
    if _ANSWER not in request.__dict__:
        kept = _kept(request)
        request.__dict__[_ANSWER] = [one for one, now in renewals(kept).items() if kept[one] == now]
    found: list[str] = request.__dict__[_ANSWER]
    return list(found)


def remember_identity(request: HttpRequest, case_id: UUID | str, *, means: str, at: datetime) -> None:
    """Note that who the applicant is was proved here; `means` is the proved address's id, or `SIGNED_IN`."""
    known = {**request.session.get(_IDENTITY, {}), str(case_id): [means, (at + LASTS).timestamp()]}
    request.session.cycle_key()
    request.session[_IDENTITY] = known


def is_identity_proved(request: HttpRequest, case: Case, *, at: datetime) -> bool:
    """Whether documents of this case open in this browser: half an hour long, and as long as its address is proved."""
    means, until = request.session.get(_IDENTITY, {}).get(str(case.pk), ("", 0))
    if at.timestamp() >= until:
        return False
    contact = None if means == SIGNED_IN else contact_of(case)
    return means == SIGNED_IN or (contact is not None and contact.is_proved and contact.id == means)


def forget(request: HttpRequest) -> None:
    """Leave nothing behind on a shared phone."""
    request.session.flush()
    _forget_answer(request)


def _kept(request: HttpRequest) -> dict[str, int]:
    """By case, how often its PIN had been renewed when it was proved here."""
    kept = request.session.get(_KEY, {})
    # Sessions of before remember no number: the PIN is asked once more.
    return kept if isinstance(kept, dict) else {}


def _forget_answer(request: HttpRequest) -> None:
    request.__dict__.pop(_ANSWER, None)
