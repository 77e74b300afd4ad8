"""Emergencies in which somebody handled a case of their own family, and which of them this person has read."""

from __future__ import annotations

from dataclasses import dataclass

from tuntas.domains.cases import queries as cases
from tuntas.domains.cases.queries import ExceptionRow
from tuntas.domains.monitoring import facts
from tuntas.platform.actors import Actor
from tuntas.platform.journal import at_offices as journal

SHOWN = 20


@dataclass(frozen=True)
class EmergencyLine:
    """One emergency; read when this person said so after it was claimed."""

    row: ExceptionRow
    is_read: bool


def emergencies_at(office_code: str, by: Actor) -> list[EmergencyLine]:
    """The office's newest emergencies, without one's own: what was not read stands first."""
    rows = cases.exceptions_of([office_code], except_by=by.id, limit=SHOWN)
    if not rows:
        return []
    read = journal.told_by(by.id, facts.EXCEPTION_ACKNOWLEDGED, [f"case:{row.case_id}" for row in rows])
    found = [EmergencyLine(row, _is_after(read.get(f"case:{row.case_id}"), row)) for row in rows]
    return sorted(found, key=lambda line: line.is_read)


def _is_after(read_at: object, row: ExceptionRow) -> bool:
    return read_at is not None and read_at >= row.at  # type: ignore[operator]
