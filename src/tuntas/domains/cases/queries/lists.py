"""An office's open cases: no names, so that looking at the queue shows nobody's data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import Clock, Figures
from tuntas.platform.actors import Actor
from tuntas.platform.prepared import Prepared

from .. import access, rules
from ..models import Case, Return
from ..workflow import OVER, Status
from .asked import running_clock
from .pages import Clocks, clocks_of, returns_of

LONGEST = 100
# What a pane shows without scrolling.
BESIDE = 12
# What waits for somebody at the office.
WAITING = (Status.SUBMITTED, Status.TAKEN, Status.ACCEPTED, Status.REOPENED)


def _open_of(offices: Sequence[str]) -> QuerySet[Case]:
    # As the index names it: what is over is not looked at, however much that is.
    return access.of_offices(offices).exclude(status__in=OVER)


SHOWN = (
    "status",
    "reference",
    "service_code",
    "service_version",
    "started_at",
    "submitted_at",
    "taken_by",
    "accepted_at",
    "accepted_by",
)


def _in_order(offices: Sequence[str], statuses: Sequence[str]) -> QuerySet[Case, UUID]:
    chosen = _open_of(offices).filter(status__in=statuses) if statuses else _open_of(offices)
    return chosen.order_by("submitted_at", "pk").values_list("pk", flat=True)[:LONGEST]


_ORDER = Prepared(_in_order)
_ROWS = Prepared(lambda ids: Case.objects.filter(pk__in=ids).only(*SHOWN).order_by("submitted_at", "pk"))
_TOTALS = Prepared(
    lambda offices: (
        _open_of(offices)
        .filter(status__in=WAITING)
        .order_by("status")
        .values_list("status")
        .annotate(number=Count("pk"))
    )
)


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


def queue_of(actor: Actor, at: datetime, *, statuses: Collection[Status] = ()) -> list[QueueRow]:
    """The open cases of the actor's offices, oldest first, at most a hundred, in a fixed number of queries.

    Those in one of these states, or all.
    """
    rows: list[Case] = _ROWS(_ORDER(access.offices_of(actor), sorted(statuses)))
    return _shown(actor, rows, promises.clock_figures(map(_running, rows), at))


def queue_beside(actor: Actor, case_id: UUID, at: datetime) -> tuple[list[QueueRow], Clocks]:
    """The open cases that stand about this one, as many as a pane beside it shows.

    And all their clocks together with both of the case's own, so that its page need not ask again.
    """
    rows: list[Case] = _ROWS(_window(_ORDER(access.offices_of(actor), ()), case_id))
    clocks = promises.clock_figures([*map(_running, rows), *clocks_of(case_id)], at)
    return _shown(actor, rows, clocks), clocks


def _running(case: Case) -> Clock:
    return case.stream, running_clock(case)


def _shown(actor: Actor, rows: list[Case], clocks: Clocks) -> list[QueueRow]:
    returned = [row.pk for row in rows if row.status == Status.RETURNED]
    contested = {one.case_id for one in returns_of(returned) if _is_open_contest(one)}
    return [
        QueueRow(
            id=str(row.pk),
            reference=str(row.reference),
            service=str(catalogue.service_version(row.service_code, row.service_version).name),
            status=Status(row.status),
            submitted_at=row.submitted_at or row.started_at,
            is_mine=str(row.accepted_by or row.taken_by) == actor.id,
            is_taken=row.status == Status.TAKEN,
            is_contested=row.pk in contested,
            clock=clocks.get(_running(row)),
        )
        for row in rows
    ]


def _is_open_contest(one: Return) -> bool:
    return one.closed_at is None and one.is_undecided


def _window(order: list[UUID], chosen: UUID) -> list[UUID]:
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
    """How many cases wait for somebody at the actor's offices, by state."""
    return dict(_TOTALS(access.offices_of(actor)))
