"""What an officer compares with the register: who was typed, and what a case is to change. For staff only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import is_proposed, proposed, sent_back_because, service_of
from tuntas.domains.offices import queries as offices
from tuntas.domains.register import elements, port
from tuntas.domains.register import queries as register
from tuntas.domains.register.port import PersonMatch, ProposedRow
from tuntas.platform.actors import Actor

# What the register compares → the part of the question for a person that asks for it.
ASKED = {
    "name": "name",
    "birth_place": "birth_place",
    "born_on": "birth_date",
    "family_number": "kk_number",
}


@dataclass(frozen=True)
class Typed:
    """How what was typed about a person compares with the register."""

    who: Any
    match: PersonMatch


@dataclass(frozen=True)
class Proposed:
    """One element of a change, in words; `held_then` is empty before the case was accepted.

    `code`, `value` and `choices` are for correcting it; a day and a text have no choices.
    """

    code: str
    element: str
    held_then: str
    held_now: str
    becomes: str
    asked: str
    is_stale: bool
    value: str
    choices: list[tuple[str, str]]

    @property
    def is_day(self) -> bool:
        return self.code == "marital_on"

    @property
    def is_corrected(self) -> bool:
        """An officer proposes something else than the application says."""
        return self.asked != self.becomes


@dataclass(frozen=True)
class Earlier:
    """What had been proposed before, in words."""

    at: datetime
    changes: list[tuple[str, str]]


@dataclass(frozen=True)
class SentBack:
    """Why whoever decides wanted a second look."""

    reason: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Proposal:
    """What a case is to change, and what became of it before its decision."""

    rows: list[Proposed]
    earlier: list[Earlier]
    sent_back: SentBack | None

    @property
    def is_stale(self) -> bool:
        """Whether the register has changed since the change was proposed."""
        return any(row.is_stale for row in self.rows)


def typed(case: Case, by: Actor) -> list[Typed]:
    """A typed NIK was checked for its form only; whether the register knows it shows here and nowhere else."""
    given = [(one.name, case.answers.get(one.question) or {}) for one in service_of(case).compares]
    asked = [(name, answers) for name, answers in given if answers.get("nik")]
    if not asked:
        return []
    matches = register.compare_persons([_as_typed(answers) for _name, answers in asked], by=by)
    return [Typed(name, match) for (name, _answers), match in zip(asked, matches, strict=True)]


def _as_typed(answers: dict[str, Any]) -> port.Typed:
    fields = {field: answers[part] for field, part in ASKED.items() if answers.get(part)}
    return port.Typed(answers["nik"], fields)


def proposal(case: Case, by: Actor) -> Proposal | None:
    """What the case is to change; None for services that change nothing of this kind, without a question."""
    if not is_proposed(case):
        return None
    back = sent_back_because(case) if case.accepted_at else None
    return Proposal(
        rows=[_in_words(row, case) for row in proposed(case, by=by)],
        earlier=_earlier(case, by) if case.accepted_at else [],
        sent_back=SentBack(back.reason, offices.staff_name(back.by), back.at) if back else None,
    )


def _in_words(row: ProposedRow, case: Case) -> Proposed:
    return Proposed(
        code=row.element,
        element=elements.name_of(row.element),
        held_then="" if row.held_then is None else elements.say(row.element, row.held_then),
        held_now=elements.say(row.element, row.held_now),
        becomes=elements.say(row.element, row.becomes),
        asked=elements.say(row.element, row.asked),
        is_stale=row.is_stale and case.approved_at is None,
        value=row.becomes,
        choices=elements.choices(row.element),
    )


def _earlier(case: Case, by: Actor) -> list[Earlier]:
    return [
        Earlier(
            one.at,
            [(elements.name_of(code), elements.say(code, value)) for code, value in one.becomes.items()],
        )
        for one in register.earlier_changes(case.pk, by=by)
    ]
