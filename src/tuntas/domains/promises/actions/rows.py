"""One open promise under lock, with its calendar and pauses: what every verb begins with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar
from tuntas.domains.promises import facts, rules
from tuntas.domains.promises.models import Pause, Promise
from tuntas.domains.promises.rules import State
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.journal import record
from tuntas.platform.prepared import Prepared, update

_OPEN = Prepared(
    lambda subject, kind: Promise.objects.select_for_update().filter(subject=subject, kind=kind, ended_at=None)
)
_PAUSES = Prepared(
    lambda promise_id: Pause.objects.filter(promise=promise_id, is_erased=False).values_list("from_at", "to_at")
)


def find_open(subject: str, kind: str) -> Promise | None:
    """The open promise of this kind, locked; None when it has ended or was never made."""
    promise: Promise | None = _OPEN.first(subject, str(kind))
    return promise


def calendar_since(office_code: str, moment: datetime) -> Calendar:
    """The office's calendar for promises that began at this moment or later; for verbs that need it twice."""
    # A day of slack: `since` is a day of the office's zone, the moment is UTC.
    return offices.calendar(office_code, since=moment.date() - timedelta(days=1))


def calendar_of(promise: Promise) -> Calendar:
    return calendar_since(promise.office_code, promise.started_at)


def pauses_of(promise: Promise) -> list[rules.Pause]:
    return [rules.Pause(from_at, to_at) for from_at, to_at in _PAUSES(promise.pk)]


def tell(promise: Promise, name: str, *, by: Actor, at: datetime, **content: Any) -> None:
    """Record a fact in the subject's stream."""
    record(
        promise.subject,
        name,
        by=by,
        at=at,
        office=promise.office_code,
        content={"promise": str(promise.pk), "kind": promise.kind, **content},
    )


def break_if_late(promise: Promise, at: datetime) -> None:
    """Decide a running promise that is past its due moment, before anything else can happen to it."""
    if promise.state == State.RUNNING and promise.due_at and not rules.is_kept(at, promise.due_at):
        mark_broken(promise, at)


def mark_broken(promise: Promise, at: datetime) -> None:
    """From here on the promise is broken, whatever comes: delivering it late does not mend it."""
    promise.state = State.BROKEN
    promise.broken_noticed_at = rules.whole_second(at)
    update(promise, ("state", "broken_noticed_at"))
    due = promise.due_at.isoformat() if promise.due_at else None
    tell(promise, facts.BROKEN, by=SYSTEM, at=at, due_at=due)


def set_due(promise: Promise, calendar: Calendar | None = None) -> None:
    """Compute the due moment anew from start, minutes, pauses and calendar."""
    promise.due_at = rules.due_at(
        promise.started_at, promise.minutes, calendar or calendar_of(promise), pauses_of(promise)
    )
