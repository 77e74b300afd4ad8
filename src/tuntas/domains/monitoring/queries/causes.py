"""What holds an office up, and what did in the last seven days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.domains.cases.queries import unit
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import CauseRow

BACK = timedelta(days=7)


@dataclass(frozen=True)
class CauseLine:
    """One cause of delay: the whole office's, or one case's."""

    name: str
    from_at: datetime
    to_at: datetime | None
    case_id: UUID | None
    reference: str


def causes_at(office_code: str, at: datetime) -> tuple[list[CauseLine], list[CauseLine]]:
    """What lasts, the oldest first, and what ended in seven days, the newest first."""
    lasting = promises.causes_of_office(office_code)
    past = promises.causes_ended_since(office_code, at - BACK)
    cases = unit.cases_by_stream([row.subject for row in (*lasting, *past)])

    def line(row: CauseRow) -> CauseLine:
        case = cases.get(row.subject)
        return CauseLine(
            row.name, row.from_at, row.to_at, case.id if case else None, case.reference if case else ""
        )

    return [line(row) for row in lasting], [line(row) for row in past]
