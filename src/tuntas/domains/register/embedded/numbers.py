"""Gives out the next free serial of a region and day, never one twice."""

from __future__ import annotations

from datetime import date

from tuntas.domains.register.rules import Sex, nik
from tuntas.platform.prepared import run

from . import persons

_NEXT = (
    'insert into register_numbercounter as counter (kind, region, "on", last) values (%s, %s, %s, 1) '
    'on conflict (kind, region, "on") do update set last = counter.last + 1 returning last'
)


def next_serial(kind: str, region: str, on: date) -> int:
    """The next serial; the counter's row stays locked until the caller's transaction ends.

    Callers take counters in the order nik, akta, so that two of them never wait for one another.
    """
    with run(_NEXT, [kind, region, on]) as cursor:
        return int(cursor.fetchone()[0])


def new_nik(region: str, born_on: date, sex: Sex) -> str:
    """A NIK that nobody has; numbers of persons who were taken in are stepped over."""
    while persons.find(number := nik(region, born_on, sex, next_serial("nik", region, born_on))):
        pass
    return number
