"""Starting a promise and ending it: kept, late, or void."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuntas.domains.offices.rules import Calendar
from tuntas.domains.promises import facts, rules
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind, State
from tuntas.platform.actors import Actor
from tuntas.platform.prepared import insert, update

from . import rows

ENDING = ("state", "ended_at", "seconds_taken")


@transaction.atomic(savepoint=False)
def start(
    subject: str,
    *,
    kind: Kind,
    service_code: str,
    office_code: str,
    minutes: int,
    by: Actor,
    at: datetime,
    calendar: Calendar | None = None,
) -> Promise:
    """Promise the subject so many office minutes from now. A second open promise of the kind is refused (by the
    database); `NeverOpens` when the office has no opening hours at all."""
    promise = Promise(
        subject=subject,
        kind=kind,
        service_code=service_code,
        office_code=office_code,
        minutes=minutes,
        started_at=rules.whole_second(at),
    )
    promise.due_at = rules.due_at(promise.started_at, minutes, calendar or rows.calendar_of(promise))
    insert(promise)
    rows.tell(promise, facts.STARTED, by=by, at=at, minutes=minutes, due_at=_text(promise.due_at))
    return promise


@transaction.atomic(savepoint=False)
def keep(
    subject: str, kind: Kind, *, by: Actor, at: datetime, calendar: Calendar | None = None
) -> Promise | None:
    """What was promised is done: kept when in time, otherwise delivered late. Done twice, the first time counts."""
    promise = rows.find_open(subject, kind)
    if promise is None:
        return None
    rows.break_if_late(promise, at)
    _end(promise, at, calendar)
    if promise.state == State.BROKEN:
        update(promise, ENDING)
        rows.tell(promise, facts.DELIVERED_LATE, by=by, at=at, seconds_taken=promise.seconds_taken)
        return promise
    promise.state = State.KEPT
    update(promise, ENDING)
    rows.tell(promise, facts.KEPT, by=by, at=at, seconds_taken=promise.seconds_taken)
    return promise


@transaction.atomic
def void(subject: str, kind: Kind, *, reason: str, by: Actor, at: datetime) -> Promise | None:
    """Nothing will be delivered (`refused`, `withdrawn`, `returned`): counted apart, and never as kept.

    A promise that was late already stays broken: a refusal does not wash it away.
    """
    promise = rows.find_open(subject, kind)
    if promise is None:
        return None
    rows.break_if_late(promise, at)
    _end(promise, at)
    if promise.state != State.BROKEN:
        promise.state = State.VOID
    update(promise, ENDING)
    rows.tell(promise, facts.VOIDED, by=by, at=at, reason=reason)
    return promise


def _end(promise: Promise, at: datetime, calendar: Calendar | None = None) -> None:
    promise.ended_at = rules.whole_second(at)
    pauses = rows.pauses_of(promise)
    if any(pause.to_at is None for pause in pauses):
        promise.pauses.filter(to_at=None).update(to_at=promise.ended_at)
    promise.seconds_taken = rules.office_seconds_between(
        promise.started_at, promise.ended_at, calendar or rows.calendar_of(promise), pauses
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
