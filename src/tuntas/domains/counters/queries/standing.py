"""A counter that is open and a ticket that waits, in moments, as the estimator is told of them at any later moment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ..rules import Rank
from ..waiting import Serving, Waiting


@dataclass(frozen=True)
class OpenCounter:
    """One open session, in moments."""

    number: int
    letters: tuple[str, ...]
    opened_at: datetime
    break_since: datetime | None
    back_at: datetime | None
    busy_with: str | None
    busy_since: datetime | None
    last_finished_at: datetime | None

    def at(self, at: datetime) -> Serving:
        since = self.busy_since or self.last_finished_at or self.opened_at
        return Serving(
            frozenset(self.letters),
            self.busy_with,
            since_minutes=minutes_between(since, at),
            on_break=self.break_since is not None,
            back_in_minutes=minutes_between(at, self.back_at) if self.back_at else 0.0,
        )


@dataclass(frozen=True)
class Queued:
    """One ticket that waits, in call order."""

    id: UUID
    letter: str
    rank: Rank
    since: (
        datetime | None
    )  # who came before their appointment waits from its time on; none: they were called before
    told: tuple[float, float, float] | None = None  # the first word that they got, and when
    told_at: datetime | None = None

    def at(self, at: datetime) -> Waiting:
        ago = minutes_between(self.told_at, at) if self.told_at else 0.0
        waited = max(minutes_between(self.since, at), 0.0) if self.since else 0.0
        return Waiting(self.letter, self.rank, waited, self.told, ago)


def points(told: Any) -> tuple[float, float, float] | None:
    found = json.loads(told) if isinstance(told, str) else told
    return tuple(found) if found else None


def minutes_between(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / 60
