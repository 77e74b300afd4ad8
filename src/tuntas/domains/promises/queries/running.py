"""The promises that run at offices, with how long work of their kind took lately: what a risk is reckoned from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind, State
from tuntas.platform.prepared import run

from .clock_faces import seconds_left

MOST_RECENT = 60  # of one kind of work at one office
MOST_RUNNING = 5000  # what is due first; a city's day has fewer
MOST_LOOKED_AT = 20_000  # the promises begun last, of all offices
REMEMBERED = timedelta(minutes=5)
_FIELDS = ("subject", "kind", "service_code", "office_code", "minutes", "due_at", "left_seconds")

# An index of what ended would be written twice in every case. Ids grow with time, so the newest are found without one.
_RECENT = f"""
select office_code, service_code, kind, seconds_taken from (
  select office_code, service_code, kind, seconds_taken, state, ended_at from promises_promise
  order by id desc limit {MOST_LOOKED_AT}
) newest where ended_at is not null and state <> 'void' and seconds_taken is not null order by ended_at desc
"""  # noqa: S608  a number of ours

Work = tuple[str, str, str]  # office, service, kind
_known: tuple[datetime, dict[Work, tuple[float, ...]]] | None = None


@dataclass(frozen=True)
class Running:
    """One promise whose clock runs, in office minutes."""

    subject: str
    kind: Kind
    office_code: str
    promised: int
    elapsed: float
    recent: tuple[float, ...]  # how long such work took here, the newest last
    elsewhere: tuple[float, ...]  # and at all offices


def offices_with_running() -> set[str]:
    """Where a promise runs at all."""
    running = Promise.objects.filter(state=State.RUNNING).order_by()
    return set(running.values_list("office_code", flat=True).distinct())


def running_of(office_codes: Iterable[str], at: datetime) -> list[Running]:
    """Those of these offices, what is due first first. Two statements and the calendars, however many offices."""
    found = Promise.objects.filter(office_code__in=sorted(set(office_codes)), state=State.RUNNING)
    promises = list(found.only(*_FIELDS).order_by("due_at")[:MOST_RUNNING])
    if not promises:
        return []
    since = min(at, *(one.due_at for one in promises if one.due_at)).date() - timedelta(days=1)
    calendars = offices.calendars({one.office_code for one in promises}, since=since)
    recent = _recent(at)
    return [
        Running(
            subject=one.subject,
            kind=Kind(one.kind),
            office_code=one.office_code,
            promised=one.minutes,
            elapsed=one.minutes - seconds_left(one, at, calendars[one.office_code]) / 60,
            recent=recent.get((one.office_code, one.service_code, one.kind), ()),
            elsewhere=recent.get(("", one.service_code, one.kind), ()),
        )
        for one in promises
    ]


def _recent(at: datetime) -> dict[Work, tuple[float, ...]]:
    """How long work took lately, by office and, under no office, everywhere."""
    global _known
    if _known and timedelta() <= at - _known[0] < REMEMBERED and not connection.in_atomic_block:
        return _known[1]
    found: dict[Work, list[float]] = {}
    with run(_RECENT, []) as cursor:
        for office, service, kind, seconds in cursor.fetchall():
            for work in ((office, service, kind), ("", service, kind)):
                minutes = found.setdefault(work, [])
                if len(minutes) < MOST_RECENT:
                    minutes.append(seconds / 60)
    recent = {work: tuple(reversed(minutes)) for work, minutes in found.items()}
    if not connection.in_atomic_block:  # what is not committed may never be true
        _known = (at, recent)
    return recent
