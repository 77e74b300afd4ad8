"""What a case changes in the register and which documents it orders, by the `effect` of its service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.documents.queries import StatedChange
from tuntas.domains.register.port import ProposedRow
from tuntas.platform.actors import Actor

from ..models import Case
from . import birth, family_change, ktp_el_lost


class Comparison(Protocol):
    def __call__(self, case: Case, *, by: Actor) -> list[ProposedRow]: ...


class Proposing(Protocol):
    def __call__(self, case: Case, corrected: Mapping[str, str], *, by: Actor, at: datetime) -> list[str]: ...


class Statement(Protocol):
    def __call__(self, case: Case, proofs: dict[str, str]) -> tuple[StatedChange, ...]: ...


class Step(Protocol):
    def __call__(self, case: Case, *, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Effect:
    """`apply` is the approval's part. `accept` runs when the file is found complete: it refuses what could never be
    approved, and keeps what the officer proposes. `compared`: what is proposed, beside what the register holds now.
    `propose_anew`: the same once more, with what an officer corrected. `stated`: in words, for form F-1.06."""

    apply: Step
    accept: Step | None = None
    compared: Comparison | None = None
    propose_anew: Proposing | None = None
    stated: Statement | None = None

    @property
    def is_proposed(self) -> bool:
        return self.propose_anew is not None


EFFECTS = {
    "birth": Effect(birth.apply),
    "ktp_el_lost": Effect(ktp_el_lost.apply, accept=ktp_el_lost.examine),
    "family_change": Effect(
        family_change.apply,
        accept=family_change.propose,
        compared=family_change.compared,
        propose_anew=family_change.propose_anew,
        stated=family_change.stated,
    ),
}
NONE = Effect(lambda case, *, by, at: None)


def apply(case: Case, *, by: Actor, at: datetime) -> None:
    """Enter the event and order the documents, inside the approval's transaction."""
    of_case(case).apply(case, by=by, at=at)


def accept(case: Case, *, by: Actor, at: datetime) -> None:
    """What the acceptance settles before it counts, inside its transaction; raises `Refused` with what to do."""
    if step := of_case(case).accept:
        step(case, by=by, at=at)


def propose_anew(case: Case, corrected: Mapping[str, str], *, by: Actor, at: datetime) -> list[str]:
    """Propose what waits for its decision once more; which elements were corrected. Raises `Refused`."""
    step = of_case(case).propose_anew
    return step(case, corrected, by=by, at=at) if step else []


def compared(case: Case, *, by: Actor) -> list[ProposedRow]:
    """What a case proposes to change beside what the register holds now; empty for most services."""
    comparison = of_case(case).compared
    return comparison(case, by=by) if comparison else []


def stated(case: Case, proofs: dict[str, str]) -> tuple[StatedChange, ...]:
    """What a case changes, as its applicant states it; `proofs` names the paper of each element."""
    statement = of_case(case).stated
    return statement(case, proofs) if statement else ()


def of_case(case: Case) -> Effect:
    """The effect of the service that the case was asked with."""
    effect = catalogue.service_version(case.service_code, case.service_version).effect
    return EFFECTS[effect] if effect else NONE
