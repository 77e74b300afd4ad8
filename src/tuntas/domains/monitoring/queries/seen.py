"""Who of the staff looked at what at an office: the last ten on its page, thirty days on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.domains.cases.queries import unit
from tuntas.domains.offices import queries as offices
from tuntas.platform.journal import at_offices as journal
from tuntas.platform.journal.at_offices import Look

ROWS_ON_A_PAGE = 50
BACK = timedelta(days=30)


@dataclass(frozen=True)
class SeenLine:
    """Who looked, in which role, at which case, when."""

    at: datetime
    text: str
    person: str
    person_id: str
    role: str
    case_id: UUID | None
    reference: str


@dataclass(frozen=True)
class LooksPage:
    """One page of the list, and everybody whom it can be narrowed to."""

    rows: list[SeenLine]
    people: list[tuple[str, str]]
    page: int
    has_more: bool


def looks_page(office_code: str, at: datetime, *, person: str = "", page: int = 1) -> LooksPage:
    """The looks of thirty days, the newest first, of one person if asked."""
    page = max(page, 1)
    since, start = at - BACK, (page - 1) * ROWS_ON_A_PAGE
    found = journal.looks_at(office_code, since=since, actor_id=person, start=start, limit=ROWS_ON_A_PAGE + 1)
    active = _names(journal.last_done(office_code, since=since))
    people = sorted(active.items(), key=lambda one: one[1])
    return LooksPage(lines(found[:ROWS_ON_A_PAGE]), people, page, len(found) > ROWS_ON_A_PAGE)


def lines(looks: list[Look]) -> list[SeenLine]:
    """With the names of people and cases, by two questions."""
    names = _names({look.actor_id for look in looks})
    cases = unit.cases_by_stream({look.stream for look in looks})
    return [
        SeenLine(
            look.at,
            look.text,
            names.get(look.actor_id, ""),
            look.actor_id,
            offices.role_name(look.actor_role),
            cases[look.stream].id if look.stream in cases else None,
            cases[look.stream].reference if look.stream in cases else "",
        )
        for look in looks
    ]


def _names(ids: Iterable[str]) -> dict[str, str]:
    return {str(key): name for key, name in offices.staff_names({UUID(one) for one in ids}).items()}
