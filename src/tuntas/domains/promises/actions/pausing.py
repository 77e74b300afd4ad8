"""Stopping a clock for the one thing that may stop it, letting it run again, and the contest about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuntas.domains.promises import facts, rules
from tuntas.domains.promises.models import Pause, Promise
from tuntas.domains.promises.rules import Kind, PauseReason, State
from tuntas.platform.actors import Actor

from . import rows


@transaction.atomic
def pause(
    subject: str, kind: Kind, *, reason: PauseReason = PauseReason.APPLICANT, by: Actor, at: datetime
) -> Promise | None:
    """Stop the clock while the applicant is waited for; every other reason is refused by the database.

    A promise that is late already is broken and stays so, but the waiting is not counted into its lateness.
    None when no promise of the kind is open.
    """
    promise = rows.find_open(subject, kind)
    if promise is None or promise.pauses.filter(to_at=None).exists():
        return promise
    rows.break_if_late(promise, at)
    _stop(promise, at, reason)
    rows.tell(promise, facts.PAUSED, by=by, at=at, reason=str(reason), left_seconds=promise.left_seconds)
    return promise


@transaction.atomic
def resume(subject: str, kind: Kind, *, by: Actor, at: datetime) -> Promise | None:
    """Let the clock run on from where it stopped. Nothing happens to one that runs."""
    promise = rows.find_open(subject, kind)
    if promise is None or not _close_pause(promise, at):
        return promise
    _run(promise)
    rows.tell(promise, facts.RESUMED, by=by, at=at, due_at=_due(promise))
    return promise


@transaction.atomic
def contest_pause(subject: str, kind: Kind, *, by: Actor, at: datetime) -> Promise | None:
    """The applicant says that the stop is wrong: until the head of unit decides, the clock runs."""
    promise = rows.find_open(subject, kind)
    if promise is None:
        return None
    latest = promise.pauses.filter(to_at=None).first()
    if latest is None:
        return promise
    latest.is_contested = True
    latest.to_at = max(rules.whole_second(at), latest.from_at)
    latest.save(update_fields=["is_contested", "to_at"])
    _run(promise)
    rows.tell(promise, facts.CONTESTED, by=by, at=at, due_at=_due(promise))
    return promise


@transaction.atomic
def uphold_pause(subject: str, kind: Kind, *, by: Actor, at: datetime) -> Promise | None:
    """The stop was right: the clock stands again from the decision on. What ran meanwhile stays counted."""
    return pause(subject, kind, by=by, at=at)


@transaction.atomic
def erase_pause(subject: str, kind: Kind, *, by: Actor, at: datetime) -> Promise | None:
    """The stop was wrong: the contested stretch counts as if the clock had never stopped."""
    promise = rows.find_open(subject, kind)
    if promise is None:
        return None
    latest = promise.pauses.filter(is_contested=True, is_erased=False).order_by("from_at").last()
    if latest is None:
        return promise
    latest.is_erased = True
    latest.save(update_fields=["is_erased"])
    _run(promise)
    rows.tell(promise, facts.PAUSE_ERASED, by=by, at=at, due_at=_due(promise))
    rows.break_if_late(promise, at)
    return promise


def _stop(promise: Promise, at: datetime, reason: PauseReason) -> None:
    moment = rules.whole_second(at)
    if promise.state == State.RUNNING:
        promise.left_seconds = rules.left(
            promise.started_at, promise.minutes, moment, rows.calendar_of(promise), rows.pauses_of(promise)
        )
        promise.state, promise.due_at = State.PAUSED, None
        promise.save(update_fields=["state", "due_at", "left_seconds"])
    Pause.objects.create(promise=promise, reason_code=reason, from_at=moment)


def _close_pause(promise: Promise, at: datetime) -> bool:
    latest = promise.pauses.filter(to_at=None).first()
    if latest is None:
        return False
    latest.to_at = max(rules.whole_second(at), latest.from_at)
    latest.save(update_fields=["to_at"])
    return True


def _run(promise: Promise) -> None:
    """Running again (a broken promise stays broken), due by what the pauses now say."""
    if promise.state == State.BROKEN or promise.pauses.filter(to_at=None, is_erased=False).exists():
        return
    rows.set_due(promise)
    promise.state, promise.left_seconds = State.RUNNING, None
    promise.save(update_fields=["state", "due_at", "left_seconds"])


def _due(promise: Promise) -> str | None:
    return promise.due_at.isoformat() if promise.due_at else None
