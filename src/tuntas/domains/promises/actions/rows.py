"""One open promise under lock, with its calendar and pauses: what every verb begins with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar
from tuntas.domains.promises import facts, rules
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import State
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.journal import record


def find_open(subject: str, kind: str) -> Promise | None:
    """The open promise of this kind, locked; None when it has ended or was never made."""
    return Promise.objects.select_for_update().filter(subject=subject, kind=kind, ended_at=None).first()


def get_open(subject: str, kind: str) -> Promise:
    """The open promise of this kind, locked; Promise.DoesNotExist otherwise."""
    return Promise.objects.select_for_update().get(subject=subject, kind=kind, ended_at=None)


def calendar_of(promise: Promise) -> Calendar:
    # A day of slack: `since` is a day of the office's zone, `started_at` is UTC.
    return offices.calendar(promise.office_code, since=promise.started_at.date() - timedelta(days=1))


def pauses_of(promise: Promise) -> list[rules.Pause]:
    rows = promise.pauses.filter(is_erased=False).values_list("from_at", "to_at")
    return [rules.Pause(from_at, to_at) for from_at, to_at in rows]


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
    promise.save(update_fields=["state", "broken_noticed_at"])
    due = promise.due_at.isoformat() if promise.due_at else None
    tell(promise, facts.BROKEN, by=SYSTEM, at=at, due_at=due)


def set_due(promise: Promise, calendar: Calendar | None = None) -> None:
    """Compute the due moment anew from start, minutes, pauses and calendar."""
    promise.due_at = rules.due_at(
        promise.started_at, promise.minutes, calendar or calendar_of(promise), pauses_of(promise)
    )
