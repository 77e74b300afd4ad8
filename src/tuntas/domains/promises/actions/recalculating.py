"""Making running promises due anew after an office's calendar changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar, NeverOpens
from tuntas.domains.promises import facts, rules
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import State
from tuntas.platform.actors import SYSTEM

from . import rows

COUNTED_AT_MOST = 500


@transaction.atomic
def recalculate(office_code: str, at: datetime) -> int:
    """Make every undecided promise of the office due by its calendar as it is now; how many moved.

    From start, minutes and pauses alone, so it may run twice. What is broken stays broken.
    """
    undecided = list(
        Promise.objects.select_for_update(of=("self",))
        .filter(office_code=office_code, ended_at=None, state__in=[State.RUNNING.value, State.PAUSED.value])
        .order_by("id")
    )
    if not undecided:
        return 0
    since = min(promise.started_at for promise in undecided).date() - timedelta(days=1)
    calendar = offices.calendar(office_code, since=since)
    return sum(_moved(promise, calendar, at) for promise in undecided)


def count_moving(office_code: str | None) -> int:
    """How many undecided promises would be due at another moment by the calendar as it is now; nothing is written.

    Counts no further than `COUNTED_AT_MOST`: who confirms a change of hours needs no more than that it is many.
    """
    undecided = Promise.objects.filter(ended_at=None, state__in=[State.RUNNING.value, State.PAUSED.value])
    if office_code:
        undecided = undecided.filter(office_code=office_code)
    found = list(undecided.order_by("office_code", "id")[:COUNTED_AT_MOST])
    if not found:
        return 0
    since = min(promise.started_at for promise in found).date() - timedelta(days=1)
    calendars = offices.calendars({promise.office_code for promise in found}, since=since)
    return sum(_would_move(promise, calendars[promise.office_code]) for promise in found)


def _would_move(promise: Promise, calendar: Calendar) -> bool:
    before = promise.due_at, promise.left_seconds
    try:
        _count_anew(promise, calendar)
    except NeverOpens:
        return False  # an office shut for good keeps its due moments: they break, and somebody asks why
    return (promise.due_at, promise.left_seconds) != before


def _moved(promise: Promise, calendar: Calendar, at: datetime) -> bool:
    if not _would_move(promise, calendar):
        return False
    promise.save(update_fields=["due_at", "left_seconds"])
    if promise.due_at:
        rows.tell(promise, facts.DUE_MOVED, by=SYSTEM, at=at, due_at=promise.due_at.isoformat())
    return True


def _count_anew(promise: Promise, calendar: Calendar) -> None:
    if promise.state == State.RUNNING:
        rows.set_due(promise, calendar)
        return
    pauses = rows.pauses_of(promise)
    stopped_at = next(pause.from_at for pause in pauses if pause.to_at is None)
    promise.left_seconds = rules.left(promise.started_at, promise.minutes, stopped_at, calendar, pauses)
