"""One office as it stands at this moment, in a bounded number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.domains.cases.queries import unit
from tuntas.domains.cases.queries.unit import AgeRow, UnitCase
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import risk
from tuntas.domains.promises.queries.risk import Standing
from tuntas.domains.promises.rules import Kind
from tuntas.platform.actors import Actor
from tuntas.platform.journal import at_offices as journal
from tuntas.platform.ui.clock import ClockFace, face

from .causes import CauseLine, causes_at
from .emergencies import EmergencyLine, emergencies_at
from .people import PassedOn, PersonLine, passed_on, people_at
from .seen import SeenLine, lines

# What a page shows of each kind; what is due later can wait for the next look.
SHOWN = 30
LAST_LOOKS = 10


@dataclass(frozen=True)
class PromiseLine:
    """One case whose clock runs, and who holds it."""

    case: UnitCase
    clock: ClockFace | None
    holder: str


@dataclass(frozen=True)
class ContestLine:
    """One contested return that waits for a decision."""

    case: UnitCase
    paper: str
    officer: str
    at: datetime
    contested_at: datetime


@dataclass(frozen=True)
class OfficePage:
    """Everything that the office's page shows."""

    code: str
    name: str
    at: datetime
    is_open: bool
    closes_at: datetime | None
    deliver: Standing
    accept: Standing
    promised: list[PromiseLine]
    waiting: list[PromiseLine]
    ages: list[AgeRow]
    contested: list[ContestLine]
    people: list[PersonLine]
    receivers: list[tuple[UUID, str]]
    passed_on: list[PassedOn]
    lasting: list[CauseLine]
    past: list[CauseLine]
    emergencies: list[EmergencyLine]
    pin_locked: list[UnitCase]
    looks: list[SeenLine]

    @property
    def late(self) -> int:
        return self.deliver.late + self.accept.late

    @property
    def at_risk(self) -> int:
        return self.deliver.at_risk + self.accept.at_risk

    @property
    def open(self) -> int:
        return sum(row.total for row in self.ages)


def office_page(code: str, by: Actor, at: datetime) -> OfficePage:
    """The page of an office that exists for the actor."""
    calendar = offices.calendar(code, since=at.date() - timedelta(days=1))
    standings = risk.standings([code], at)
    promised, waiting = _running(code, at)
    people, receivers = people_at(code, at)
    lasting, past = causes_at(code, at)
    return OfficePage(
        code=code,
        name=offices.office_row(code).name,
        at=at,
        is_open=calendar.is_open(at),
        closes_at=calendar.closes_at(at),
        deliver=standings.get((code, Kind.DELIVER), Standing()),
        accept=standings.get((code, Kind.ACCEPT), Standing()),
        promised=promised,
        waiting=waiting,
        ages=unit.open_by_age(code, at),
        contested=_contested(code),
        people=people,
        receivers=receivers,
        passed_on=passed_on(code, at),
        lasting=lasting,
        past=past,
        emergencies=emergencies_at(code, by),
        pin_locked=unit.pin_locked(code),
        looks=lines(journal.looks_at(code, since=at - timedelta(days=7), limit=LAST_LOOKS)),
    )


def _running(code: str, at: datetime) -> tuple[list[PromiseLine], list[PromiseLine]]:
    """What is promised and what waits to be accepted, each with its clock, what is due first first."""
    due = {kind: risk.soonest(code, kind, limit=SHOWN) for kind in (Kind.DELIVER, Kind.ACCEPT)}
    figures = promises.clock_figures([(subject, kind) for kind in due for subject in due[kind]], at)
    cases = unit.cases_by_stream([subject for subjects in due.values() for subject in subjects])
    names = offices.staff_names({case.taken_by for case in cases.values() if case.taken_by})

    def shown(kind: Kind) -> Iterable[PromiseLine]:
        for subject in due[kind]:
            if case := cases.get(subject):
                clock = figures.get((subject, kind))
                holder = names.get(case.taken_by, "") if case.taken_by else ""
                yield PromiseLine(case, face(**clock) if clock else None, holder)

    return list(shown(Kind.DELIVER)), list(shown(Kind.ACCEPT))


def _contested(code: str) -> list[ContestLine]:
    rows = unit.contested_of(code)
    names = offices.staff_names({row.by for row in rows}) if rows else {}
    return [ContestLine(row.case, row.paper, names.get(row.by, ""), row.at, row.contested_at) for row in rows]
