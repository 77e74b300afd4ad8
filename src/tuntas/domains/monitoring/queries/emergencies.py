"""Emergencies in which somebody handled a case of their own family, and which of them this person has read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tuntas.domains.cases import queries as cases
from tuntas.domains.cases.queries import ExceptionRow
from tuntas.domains.monitoring import facts
from tuntas.platform.actors import Actor
from tuntas.platform.journal import at_offices as journal

SHOWN = 20
BACK = timedelta(days=30)


@dataclass(frozen=True)
class EmergencyLine:
    """One emergency; read when this person said so after it was claimed."""

    row: ExceptionRow
    is_read: bool


def emergencies_at(office_code: str, by: Actor) -> list[EmergencyLine]:
    """The office's newest emergencies, without one's own: what was not read stands first."""
    return sorted(_lines([office_code], by), key=lambda line: line.is_read)


def unread_emergencies(by: Actor, at: datetime) -> list[EmergencyLine]:
    """What this person has not read yet of the last thirty days, at all offices that they answer for."""
    return [line for line in _lines(by.offices, by, since=at - BACK) if not line.is_read]


def _lines(offices: Iterable[str], by: Actor, *, since: datetime | None = None) -> list[EmergencyLine]:
    rows = cases.exceptions_of(offices, except_by=by.id, since=since, limit=SHOWN)
    if not rows:
        return []
    read = journal.told_by(by.id, facts.EXCEPTION_ACKNOWLEDGED, [f"case:{row.case_id}" for row in rows])
    return [EmergencyLine(row, _is_after(read.get(f"case:{row.case_id}"), row)) for row in rows]


def _is_after(read_at: datetime | None, row: ExceptionRow) -> bool:
    return read_at is not None and read_at >= row.at
