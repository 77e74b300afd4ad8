"""Lets the city live: moves residents in, plans some past days, and takes their steps one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from tuntas.domains.cases.actions import Incomplete
from tuntas.domains.monitoring.wall import keeping as moments
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.prepared import Prepared

from . import agenda, lives, residents
from .models import Progress

log = structlog.get_logger("city")
Report = Callable[[int, int], None]
LOOK_EVERY = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Asked each second for as long as a demonstration serves.
_LIVING = Prepared(
    lambda: Progress.objects.filter(lived_until__lt=F("ends_at")).values_list("lived_until", flat=True)
)


@dataclass(frozen=True)
class Wanted:
    """What a city is to be."""

    residents: int
    days: int = 3
    cases_a_day: int = 120
    seed: int = 1


def found(wanted: Wanted, *, at: datetime, report: Report = lambda done, all: None) -> Progress | None:
    """Move the residents in and plan the days before `at`, once; None when nobody is wanted.

    What was drawn by is written down first: broken off, it goes on with the same households.
    """
    city = Progress.objects.first() or (_drawn(wanted, at) if wanted.residents else None)
    if city is None or city.is_settled:
        return city
    today = timezone.localdate(city.ends_at)
    city.residents = residents.settle(city.wanted, seed=city.seed, today=today, report=report)
    city.planned = len(agenda.deeds(city)) if city.begins_at < city.ends_at else 0
    city.lived_until = city.begins_at if city.planned else city.ends_at
    city.save()
    return city


def _drawn(wanted: Wanted, at: datetime) -> Progress:
    """A city in which nobody lives yet; until somebody does, nothing of its past is to come."""
    at = at.replace(second=0, microsecond=0)
    return Progress.objects.create(
        seed=wanted.seed,
        wanted=wanted.residents,
        cases_a_day=wanted.cases_a_day,
        begins_at=at - timedelta(days=wanted.days),
        ends_at=at,
        lived_until=at,
    )


def horizon(at: datetime) -> datetime:
    """Up to which moment promises are judged: while the city lives through its past, no further than it has come."""
    return _LIVING.first() or at


def live(*, go_on: Callable[[], bool] = lambda: True, report: Report = lambda done, all: None) -> bool:
    """Take the steps that were not taken yet, while `go_on` says so; whether all are taken now.

    Each step and how far the city has come commit together: killed at any moment it goes on with the next step.
    """
    city = Progress.objects.first()
    if city is None or not city.is_living:
        return True
    with alone() as is_alone:
        return is_alone and _live_on(city, go_on, report)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else lets this city live at the moment; the lock goes with the connection of whoever is killed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext('tuntas.city'))")
        got = bool(cursor.fetchone()[0])
        try:
            yield got
        finally:
            if got:
                cursor.execute("select pg_advisory_unlock(hashtext('tuntas.city'))")


def _live_on(city: Progress, go_on: Callable[[], bool], report: Report) -> bool:
    city.refresh_from_db()
    stage, steps = agenda.stage(city), agenda.deeds(city)
    lived_until = city.lived_until
    for done, step in enumerate(steps[city.done :], start=city.done + 1):
        if not go_on():
            return False
        _keep_moments(lived_until, step.at)
        _take(step, stage)
        lived_until = step.at
        report(done, len(steps))
    Progress.objects.update(lived_until=F("ends_at"))
    return True


def _keep_moments(since: datetime, until: datetime) -> None:
    """How all offices stood, for whoever moves the wall's slider back into these days."""
    at = until - (until - EPOCH) % LOOK_EVERY
    while at > since:
        moments.keep_moment(at)
        at -= LOOK_EVERY


def _take(step: agenda.Deed, stage: lives.Stage) -> None:
    try:
        with transaction.atomic():
            agenda.do(step, stage)
            _note(step)
    except (Refused, NotThere, Incomplete, LookupError, StopIteration) as refused:
        # What was drawn cannot always be: a family asks twice at once, a person changed in the meantime.
        log.info("step refused", what=step.what, office=step.office, why=type(refused).__name__)
        _note(step, refused=1)


def _note(step: agenda.Deed, *, refused: int = 0) -> None:
    Progress.objects.update(done=F("done") + 1, lived_until=step.at, refused=F("refused") + refused)
