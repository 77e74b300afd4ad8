"""The city's trickle while it is served: what is due at counters now, and some who wait at the cast's office."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from tuntas.domains.counters import actions as counters
from tuntas.domains.counters import queries
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import NotThere, Refused

from . import agenda, days, queues, turns
from .lives import Stage
from .models import Progress
from .queues import Coming, Turn

log = structlog.get_logger("city")
# So many wait at the cast's office for a tester to call, and nobody for longer than this.
COMPANY, PATIENCE = 4, timedelta(minutes=40)


def live_on(*, go_on: Callable[[], bool]) -> None:
    """Take what is due, second by second, for as long as `go_on` says so. At once when nobody lives here."""
    city = Progress.objects.first()
    if city is None or not city.residents:
        return
    with days.alone() as alone:
        if not alone:
            return
        company, today = Company(city.seed), None
        while go_on():
            at = clock.now()
            if today is None or not today.is_of(at):
                city.refresh_from_db()
                today = Present(city, agenda.stage(city), at)
            today.catch_up(at, go_on)
            company.keep(at)
            time.sleep(1)


class Present:
    """Today's turns of the living offices, taken as their moments come. What was missed before today stays missed."""

    def __init__(self, city: Progress, stage: Stage, at: datetime) -> None:
        self.seed, self.stage, self.day = city.seed, stage, office_day(at)
        midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        since = max(city.lived_until, midnight)
        # The turn at that very moment was taken.
        self._turns = (
            turn for turn in agenda.turns_between(city, since, midnight + timedelta(days=1)) if turn.at > since
        )
        self._next = next(self._turns, None)

    def is_of(self, at: datetime) -> bool:
        """Whether these are the turns of this moment's day."""
        return office_day(at) == self.day

    def catch_up(self, at: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
        """Take every turn whose moment has come; how many."""
        done = 0
        while self._next and self._next.at <= at and go_on():
            _take(self._next, self.stage)
            self._next = next(self._turns, None)
            done += 1
        return done


class Company:
    """Some who wait at the cast's office, which no invented officer serves; it leaves others' tickets alone."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._ours: dict[UUID, datetime] = {}

    def keep(self, at: datetime) -> int:
        """Let as many come as are missing, and those go who have waited too long; how many came."""
        waiting = {one.id for one in queries.waiting_at(agenda.THE_CASTS, office_day(at))}
        for ticket, since in list(self._ours.items()):
            if ticket not in waiting or at - since > PATIENCE:
                del self._ours[ticket]
                if ticket in waiting:
                    _try(lambda gone=ticket: counters.give_up(gone, by=PUBLIC, at=at))  # type: ignore[misc]
        draw = Random(f"{self.seed}/company/{at.isoformat()}")  # noqa: S311 – a play, not a secret
        missing = max(0, COMPANY - len(waiting))
        for _ in range(missing):
            _try(lambda: self._come(queues.somebody(draw, at)))
        return missing

    def _come(self, one: Coming) -> None:
        self._ours[turns.come(agenda.THE_CASTS, one).id] = one.at


def _take(turn: Turn, stage: Stage) -> None:
    with clock.at(turn.at):
        _try(lambda: turns.take(turn, stage.crews.get(turn.office)))
    Progress.objects.update(lived_until=turn.at)


def _try(deed: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            deed()
    except (Refused, NotThere, LookupError) as refused:
        log.info("turn refused", why=type(refused).__name__)
