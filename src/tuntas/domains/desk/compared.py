"""What an officer compares with the register: who was typed, and what a case is to change. For staff only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import proposed, service_of
from tuntas.domains.register import elements
from tuntas.domains.register import queries as register
from tuntas.domains.register.port import PersonMatch
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
    """One element of a change, in words; `held_then` is empty before the case was accepted."""

    element: str
    held_then: str
    held_now: str
    becomes: str
    is_stale: bool


def typed(case: Case, by: Actor) -> list[Typed]:
    """A typed NIK was checked for its form only; whether the register knows it shows here and nowhere else."""
    service = service_of(case)
    rows = []
    for compared in service.compares:
        given = case.answers.get(compared.question) or {}
        if given.get("nik"):
            fields = {field: given[asked] for field, asked in ASKED.items() if given.get(asked)}
            match = register.find_person_by_nik(given["nik"], typed=fields, by=by)
            rows.append(Typed(compared.name, match))
    return rows


def proposal(case: Case, by: Actor) -> list[Proposed]:
    """What the case is to change; empty for services that change nothing of this kind, without a question."""
    return [
        Proposed(
            element=elements.name_of(row.element),
            held_then="" if row.held_then is None else elements.say(row.element, row.held_then),
            held_now=elements.say(row.element, row.held_now),
            becomes=elements.say(row.element, row.becomes),
            is_stale=row.is_stale and case.approved_at is None,
        )
        for row in proposed(case, by=by)
    ]
