"""The figures from which a page draws a promise's clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypedDict

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar, NeverOpens
from tuntas.domains.promises.models import Pause, Promise
from tuntas.domains.promises.rules import Kind, State, whole_second
from tuntas.platform.prepared import Prepared

from .causes import cause_name, lasting_causes

_PROMISES = Prepared(lambda subjects: Promise.objects.filter(subject__in=subjects).order_by("started_at", "id"))
_WAITING = Prepared(
    lambda promises: Pause.objects.filter(promise__in=promises, to_at=None).values_list("promise_id", "from_at")
)


# The subject of a promise and its kind.
Clock = tuple[str, Kind]


class Figures(TypedDict):
    """What `platform.ui.clock.face` takes."""

    minutes_total: int
    seconds_left: int
    due_at: datetime | None
    running: bool
    paused: bool
    took_seconds: int | None
    resumes_at: datetime | None
    stops_in_seconds: int | None
    cause: str


def clock_figures(wanted: Iterable[Clock], at: datetime) -> dict[Clock, Figures]:
    """The figures of many subjects' latest promises with a bounded number of queries: one per office besides three.

    A clock that was never started or is void is left out.
    """
    wanted = set(wanted)
    latest: dict[Clock, Promise] = {
        (promise.subject, Kind(promise.kind)): promise
        for promise in _PROMISES(sorted({subject for subject, _kind in wanted}))
        if promise.state != State.VOID
    }
    shown = {clock: latest[clock] for clock in wanted if clock in latest}
    is_open = [promise for promise in shown.values() if promise.ended_at is None]
    codes = sorted({promise.office_code for promise in is_open})
    since = min((p.due_at or at for p in is_open), default=at)
    calendars = {
        code: offices.calendar(code, since=min(since, at).date() - timedelta(days=1)) for code in codes
    }
    causes = lasting_causes(codes)
    # What broke before its applicant was asked for something waits too, and stays broken.
    may_wait = [promise.pk for promise in is_open if promise.state in (State.PAUSED, State.BROKEN)]
    waiting = dict(_WAITING(may_wait))
    return {
        clock: _figures(promise, at, calendars.get(promise.office_code), waiting.get(promise.pk), causes)
        for clock, promise in shown.items()
    }


def _figures(
    promise: Promise,
    at: datetime,
    calendar: Calendar | None,
    waits_since: datetime | None,
    causes: dict[tuple[str, str], list[str]],
) -> Figures:
    if promise.ended_at is not None or calendar is None:
        return _ended(promise)
    is_open = calendar.is_open(at)
    own = causes.get((promise.office_code, promise.subject), [])
    lasting = own or causes.get((promise.office_code, ""), [])
    return Figures(
        minutes_total=promise.minutes,
        seconds_left=seconds_left(promise, waits_since or at, calendar),
        due_at=promise.due_at,
        running=is_open and waits_since is None,
        paused=waits_since is not None,
        took_seconds=None,
        resumes_at=None if is_open else _opens(calendar, at),
        stops_in_seconds=_stops_in(calendar, at),
        cause=cause_name(lasting[0]) if lasting else "",
    )


def seconds_left(promise: Promise, at: datetime, calendar: Calendar) -> int:
    """Office seconds left at a moment, negative when late; what a paused promise had left when it stopped."""
    if promise.due_at is None:
        return promise.left_seconds or 0
    moment = whole_second(at)
    if moment <= promise.due_at:
        return calendar.open_seconds_between(moment, promise.due_at)
    # Past due is late even while the office is shut, when no office second has passed yet.
    return -max(1, calendar.open_seconds_between(promise.due_at, moment))


def _ended(promise: Promise) -> Figures:
    took = promise.seconds_taken or 0
    if promise.state == State.BROKEN:
        took = max(took, promise.minutes * 60 + 1)
    return Figures(
        minutes_total=promise.minutes,
        seconds_left=promise.minutes * 60 - took,
        due_at=promise.due_at,
        running=False,
        paused=False,
        took_seconds=took,
        resumes_at=None,
        stops_in_seconds=None,
        cause="",
    )


def _opens(calendar: Calendar, at: datetime) -> datetime | None:
    try:
        return calendar.next_open(at)
    except NeverOpens:
        return None


def _stops_in(calendar: Calendar, at: datetime) -> int | None:
    closes = calendar.closes_at(at)
    return None if closes is None else (closes - at) // timedelta(seconds=1)
