"""The offices that somebody answers for, most at risk first: no more questions for three hundred than for three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tuntas.domains.cases.queries import unit
from tuntas.domains.cases.workflow import Status
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.queries import risk
from tuntas.domains.promises.queries.risk import Standing
from tuntas.domains.promises.rules import Kind
from tuntas.platform.actors import Actor

from .emergencies import EmergencyLine, unread_emergencies

ROWS_ON_A_PAGE = 40


@dataclass(frozen=True)
class OfficeLine:
    """One office with its totals, both clocks counted together."""

    code: str
    name: str
    waiting: int = 0
    checked: int = 0
    returned: int = 0
    approving: int = 0
    ready: int = 0
    late: int = 0
    at_risk: int = 0
    contested: int = 0

    @property
    def open(self) -> int:
        """Every case that is not over, as on the office's own page."""
        return self.waiting + self.checked + self.returned + self.approving + self.ready


@dataclass(frozen=True)
class Offices:
    """One page of the list, and the totals of all."""

    rows: list[OfficeLine]
    total: OfficeLine
    emergencies: list[EmergencyLine]
    count: int
    page: int
    pages: int


def offices_of(by: Actor, at: datetime, *, page: int = 1) -> Offices:
    """The actor's offices, those with late and threatened promises first."""
    lines = sorted(_lines(by, at), key=_urgency)
    pages = max(1, -(-len(lines) // ROWS_ON_A_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * ROWS_ON_A_PAGE
    shown = lines[start : start + ROWS_ON_A_PAGE]
    return Offices(shown, _total(lines), unread_emergencies(by, at), len(lines), page, pages)


def _lines(by: Actor, at: datetime) -> list[OfficeLine]:
    names = offices.office_names(by.offices)
    cases = unit.totals_by_office(names)
    contested = unit.contested_by_office(names)
    standings = risk.standings(names, at)
    return [
        _line(
            code,
            name,
            cases.get(code, {}),
            contested.get(code, 0),
            [standings.get((code, kind)) for kind in Kind],
        )
        for code, name in names.items()
    ]


def _line(
    code: str, name: str, cases: dict[str, int], contested: int, standings: list[Standing | None]
) -> OfficeLine:
    known = [one for one in standings if one]
    return OfficeLine(
        code,
        name,
        waiting=cases.get(Status.SUBMITTED, 0),
        checked=cases.get(Status.TAKEN, 0),
        returned=cases.get(Status.RETURNED, 0),
        approving=sum(cases.get(one, 0) for one in (Status.ACCEPTED, Status.REOPENED, Status.APPROVED)),
        ready=cases.get(Status.READY, 0),
        late=sum(one.late for one in known),
        at_risk=sum(one.at_risk for one in known),
        contested=contested,
    )


def _urgency(line: OfficeLine) -> tuple[int, int, int, str]:
    return -(line.late + line.at_risk), -line.contested, -line.open, line.name


def _total(lines: list[OfficeLine]) -> OfficeLine:
    counted = ("waiting", "checked", "returned", "approving", "ready", "late", "at_risk", "contested")
    return OfficeLine("", "", **{name: sum(getattr(line, name) for line in lines) for name in counted})
