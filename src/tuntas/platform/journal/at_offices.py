"""What staff did at an office: who looked at what, and who was active last. Sealed facts name no office."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from tuntas.platform.actors import Kind
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.names import REGISTERED, text_of

# Facts that tell of looking, not of doing: `case.seen`, `register.persons_searched`; a paper seen is a deed.
LOOKS = re.compile(r"[a-z]+\.(seen|[a-z_]*(searched|listed|revealed))")


@dataclass(frozen=True)
class Look:
    """Somebody of the staff looked at a resident's data."""

    at: datetime
    name: str
    text: str
    stream: str
    actor_id: str
    actor_role: str


def is_look(name: str) -> bool:
    return LOOKS.fullmatch(name) is not None


def looks_at(
    office: str, *, since: datetime, actor_id: str = "", start: int = 0, limit: int = 50
) -> list[Look]:
    """Who of the staff looked at what at an office since a moment, the newest first."""
    found = _of_staff(office, since).filter(name__in=[name for name in REGISTERED if is_look(name)])
    if actor_id:
        found = found.filter(actor_id=actor_id)
    rows = found.order_by("-at", "-id")[start : start + limit]
    return [Look(row.at, row.name, text_of(row.name), row.stream, row.actor_id, row.actor_role) for row in rows]


def last_done(office: str, *, since: datetime) -> dict[str, datetime]:
    """When each of the staff was active at an office last, of those who were since a moment."""
    return dict(_of_staff(office, since).order_by().values_list("actor_id").annotate(Max("at")))


def deeds(streams: Iterable[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What staff did in each of these streams, in order: name and content. Having looked is no deed."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    rows = Fact.objects.filter(stream__in=list(streams), actor_kind=Kind.STAFF).order_by("stream", "seq")
    for stream, name, content in rows.values_list("stream", "name", "content"):
        if not is_look(name):
            found[stream].append((name, content or {}))
    return found


def told_by(actor_id: str, name: str, streams: Iterable[str]) -> dict[str, datetime]:
    """When this person recorded this fact last, for each of the streams where they did."""
    found = Fact.objects.filter(stream__in=list(streams), name=name, actor_id=actor_id)
    return dict(found.order_by().values_list("stream").annotate(Max("at")))


def _of_staff(office: str, since: datetime) -> QuerySet[Fact]:
    return Fact.objects.filter(office=office, actor_kind=Kind.STAFF, at__gte=since)
