"""Gives out the next free serial of a region and day, never one twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tuntas.domains.register.models import Family
from tuntas.domains.register.models.people import family_number_hash
from tuntas.domains.register.rules import Sex, family_number, nik
from tuntas.platform.prepared import run

from . import persons

_NEXT = (
    'insert into register_numbercounter as counter (kind, region, "on", last) values (%s, %s, %s, 1) '
    'on conflict (kind, region, "on") do update set last = counter.last + 1 returning last'
)


def next_serial(kind: str, region: str, on: date) -> int:
    """The next serial; the counter's row stays locked until the caller's transaction ends.

    Callers take counters in the order nik, family, akta, so that two of them never wait for one another.
    """
    with run(_NEXT, [kind, region, on]) as cursor:
        return int(cursor.fetchone()[0])


def new_nik(region: str, born_on: date, sex: Sex) -> str:
    """A NIK that nobody has; numbers of persons who were taken in are stepped over."""
    return _first_free(
        lambda: nik(region, born_on, sex, next_serial("nik", region, born_on)),
        lambda number: persons.find(number) is not None,
    )


def new_family_number(region: str, recorded_on: date) -> str:
    """A family number that no family has."""
    return _first_free(
        lambda: family_number(region, recorded_on, next_serial("family", region, recorded_on)),
        lambda number: Family.objects.filter(number_hash=family_number_hash(number)).exists(),
    )


def _first_free(make: Callable[[], str], is_taken: Callable[[str], bool]) -> str:
    number = make()
    while is_taken(number):
        number = make()
    return number
