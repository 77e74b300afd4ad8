"""An office's open cases: no names, so that looking at the queue shows nobody's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import Figures
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform.actors import Actor

from .. import access, rules
from ..workflow import OVER, Status

LONGEST = 100
BESIDE = 20


@dataclass(frozen=True)
class QueueRow:
    """One open case as the queue shows it."""

    id: str
    reference: str
    service: str
    status: Status
    submitted_at: datetime
    is_mine: bool
    is_taken: bool
    is_contested: bool
    clock: Figures | None


def queue_of(
    actor: Actor, at: datetime, *, statuses: frozenset[Status] | None = None, around: str | None = None
) -> list[QueueRow]:
    """The open cases of the actor's offices, oldest first, in a fixed number of queries.

    At most a hundred; with `around`, the twenty that stand about that case, which is all that a pane beside it shows.
    """
    open_cases = access.visible_to(actor).exclude(status__in=OVER)
    if statuses:
        open_cases = open_cases.filter(status__in=statuses)
    open_cases = open_cases.order_by("submitted_at", "pk")
    if around:
        order = [str(pk) for pk in open_cases.values_list("pk", flat=True)[:LONGEST]]
        open_cases = open_cases.filter(pk__in=_window(order, around))
    rows = list(open_cases.defer("answers", "email").prefetch_related("returns")[:LONGEST])
    clocks = {
        **promises.clock_faces([row.stream for row in rows if not row.accepted_at], at, kind=Clock.ACCEPT),
        **promises.clock_faces([row.stream for row in rows if row.accepted_at], at, kind=Clock.DELIVER),
    }
    return [
        QueueRow(
            id=str(row.pk),
            reference=str(row.reference),
            service=str(catalogue.service_version(row.service_code, row.service_version).name),
            status=Status(row.status),
            submitted_at=row.submitted_at or row.started_at,
            is_mine=str(row.taken_by) == actor.id,
            is_taken=row.status == Status.TAKEN,
            is_contested=any(one.closed_at is None and one.is_undecided for one in row.returns.all()),
            clock=clocks.get(row.stream),
        )
        for row in rows
    ]


def _window(order: list[str], chosen: str) -> list[str]:
    place = order.index(chosen) if chosen in order else 0
    start = max(0, min(place - BESIDE // 2, len(order) - BESIDE))
    return order[start : start + BESIDE]


def find_by_reference(typed: str, actor: Actor) -> UUID | None:
    """The case of a typed reference if it exists for the actor; references hold no personal data."""
    reference = rules.read_reference(typed)
    if reference is None:
        return None
    return access.visible_to(actor).filter(reference=reference).values_list("pk", flat=True).first()


def totals(actor: Actor) -> dict[str, int]:
    """How many open cases the actor's offices have in each state."""
    counted = access.visible_to(actor).exclude(status__in=OVER).values("status").annotate(number=Count("pk"))
    return {row["status"]: row["number"] for row in counted.order_by("status")}
