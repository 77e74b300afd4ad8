"""What an office has to serve with, and how long serving takes there."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Sum

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters import queries as counters

from ..models import CountedDay
from ..rules.demand import Finishing, Work
from ..rules.kinds import Kind
from ..rules.plan import Means

RECENT = timedelta(days=120)  # how long serving takes changes with forms and people
KNOWN = 30  # tickets that weigh as much as what is usual
USUAL_VARIATION = 0.7
USUAL_COUNTERS, USUAL_DESKS = 3, 2
USUAL_SHARE = 0.5  # of visits for a service that start a promise
APPROVING_MINUTES, APPROVING_VARIATION = 6.0, 0.6  # where little was approved yet


class Measured(NamedTuple):
    """Tickets of one letter, who came to it from another one, and the minutes of those served."""

    issued: int = 0
    with_case: int = 0
    served: int = 0
    minutes: float = 0.0
    squares: float = 0.0
    approved: int = 0
    approving_minutes: float = 0.0
    approving_squares: float = 0.0
    sent_on: int = 0


def means(office_code: str, today: date) -> Means:
    """Counters in use, each letter's work as measured here, and what starts a promise. Three queries."""
    measured, groups = _measured(office_code, today), counters.groups_of(office_code)
    nothing = Measured()
    finishing = {
        group.letter: Finishing(case_share(known), approving(known), promise)
        for group in groups
        if (promise := _promise(group.services, today))
        for known in [measured.get(group.letter, nothing)]
    }
    return Means(
        kinds=_kinds(office_code, today) or (Kind(tuple(group.letter for group in groups), USUAL_COUNTERS),),
        works={group.letter: work(measured.get(group.letter, nothing), group.minutes) for group in groups},
        finishing=finishing,
        others=frozenset(group.letter for group in groups if group.agency),
        desks=USUAL_DESKS,
    )


def _kinds(office_code: str, today: date) -> tuple[Kind, ...]:
    """The office's own counters in use by the letters that they call, who calls most of them first."""
    numbers = Counter(
        tuple(sorted(one.letters))
        for one in counters.counters_of(office_code, today)
        if one.is_in_use and not one.agency
    )
    kinds = [Kind(letters, number) for letters, number in numbers.items()]
    return tuple(sorted(kinds, key=lambda kind: (-len(kind.letters), kind.letters)))


def work(measured: Measured, usual_minutes: float) -> Work:
    """What serving takes: measured, leaning on what was set down while little is."""
    return _leaning(measured.served, measured.minutes, measured.squares, usual_minutes, USUAL_VARIATION)


def approving(measured: Measured) -> Work:
    """What approving a case takes: measured, leaning on what is usual while little was approved."""
    return _leaning(
        measured.approved,
        measured.approving_minutes,
        measured.approving_squares,
        APPROVING_MINUTES,
        APPROVING_VARIATION,
    )


def _leaning(number: int, minutes: float, squares: float, usual: float, variation: float) -> Work:
    """Mean and variation of `number` measured, and of `KNOWN` more that were as usual."""
    mean = (minutes + KNOWN * usual) / (number + KNOWN)
    # The variance of both together, what their means differ by included.
    square = (squares + KNOWN * usual**2 * (1 + variation**2)) / (number + KNOWN)
    return Work(mean, max(0.1, math.sqrt(max(0.0, square - mean**2)) / mean))


def case_share(measured: Measured) -> float:
    """Of those who take this letter, how many leave an application behind."""
    return (measured.with_case + KNOWN * USUAL_SHARE) / (measured.issued + measured.sent_on + KNOWN)


def _measured(office_code: str, today: date) -> dict[str, Measured]:
    rows = CountedDay.objects.filter(office_code=office_code, business_day__range=(today - RECENT, today))
    sums = {f"all_{name}": Sum(name) for name in Measured._fields}
    return {
        row[0]: Measured(*row[1:])
        for row in rows.values("letter").annotate(**sums).values_list("letter", *sums)
    }


def _promise(services: tuple[str, ...], today: date) -> int:
    """The shortest promise of these services; 0 when none is promised."""
    minutes = []
    for code in services:
        try:
            minutes.append(catalogue.promise_minutes(code, today))
        except catalogue.NoSuchService:
            continue
    return min(minutes, default=0)
