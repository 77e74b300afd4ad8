"""What is a service? The catalogue's entries as they were read from their files; nothing here changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tuntas.platform.forms.conditions import Condition, holds
from tuntas.platform.forms.definition import Form
from tuntas.platform.forms.texts import Text


class OutputKind(StrEnum):
    """How a finished document reaches its holder."""

    SIGNED_PDF = "signed_pdf"
    CARD = "card"  # printed on a blank, handed over at a counter, never a file


class Effect(StrEnum):
    """What approval changes in the register; `cases.effects` holds what each one does."""

    BIRTH = "birth"
    KTP_EL_LOST = "ktp_el_lost"
    FAMILY_CHANGE = "family_change"


class Approver(StrEnum):
    """Whose decision a case needs; which roles are that on a day stands in `cases/approvers.yaml`."""

    REGISTRAR = "registrar"
    AUTHORISED_APPROVER = "authorised_approver"


@dataclass(frozen=True)
class LegalBasis:
    """The law behind something, and whether its source was read."""

    text: Text
    article: str | None
    confirmed: bool
    source: str | None

    def __str__(self) -> str:
        """For everyone: the law, with the article only where it was read."""
        if self.article and self.confirmed:
            return str(
                Text(id=f"{self.text.id} Pasal {self.article}", en=f"{self.text.en} Article {self.article}")
            )
        return str(self.text)


@dataclass(frozen=True)
class Paper:
    """One document that meets a requirement, and the question which takes its photo."""

    key: str
    name: Text
    question: str
    about: Text | None = None


@dataclass(frozen=True)
class Requirement:
    """What must be shown: any one of its papers. An officer can ask for nothing else."""

    key: str
    name: Text
    papers: tuple[Paper, ...]
    legal_basis: LegalBasis
    about: Text | None = None
    when: Condition | None = None

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        return holds(self.when, answers)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(paper.question for paper in self.papers)


@dataclass(frozen=True)
class PromiseTerm:
    """So many office minutes from the complete file to the last promised output, for as long as it says."""

    variant: str
    minutes: int
    valid_from: dt.date
    valid_until: dt.date | None
    confirmed: bool
    source: str | None

    def is_valid(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class Output:
    """One document that the case gives; the promise counts those that are promised."""

    key: str
    name: Text
    kind: OutputKind
    signed_by: str | None
    signer_confirmed: bool
    is_promised: bool


@dataclass(frozen=True)
class Compared:
    """A question for a person whom the desk compares with the register, and who that is to an officer."""

    question: str
    name: Text


@dataclass(frozen=True)
class FilledForm:
    """A paper form of the regulation that the desk prints filled, by its code, and which of its boxes is ticked."""

    code: str
    request: Text | None


@dataclass(frozen=True)
class Collector:
    """Somebody to whom the finished documents may be given, once their identity is proved."""

    code: str
    name: Text


@dataclass(frozen=True)
class Fee:
    """What it costs, in rupiah, and the law that says so."""

    amount: int
    legal_basis: LegalBasis


@dataclass(frozen=True)
class ServedAt:
    """Where it is served; the case goes to the office of the place answered in `place_question`."""

    kinds: tuple[str, ...]
    place_question: str


@dataclass(frozen=True)
class Service:
    """One service in one version. A case keeps the version it was asked with."""

    code: str
    version: int
    valid_from: dt.date
    name: Text
    package: Text | None
    summary: Text
    who_may_apply: tuple[Text, ...]
    notes: tuple[Text, ...]
    fee: Fee
    requirements: tuple[Requirement, ...]
    channels: tuple[str, ...]
    served_at: ServedAt
    accept_within_minutes: int
    report_within_days: int | None
    promises: tuple[PromiseTerm, ...]
    approver: Approver | None
    effect: Effect | None
    compares: tuple[Compared, ...]
    outputs: tuple[Output, ...]
    filled_forms: tuple[FilledForm, ...]
    collectors: tuple[Collector, ...]
    draft_days: int
    survey: str
    form: Form

    def requirement(self, key: str) -> Requirement:
        """The requirement of this key; KeyError when the service has none, so nothing else can be asked for."""
        for requirement in self.requirements:
            if requirement.key == key:
                return requirement
        raise KeyError(key)

    def filled_form(self, code: str) -> FilledForm | None:
        """The paper form of this code, or None when the service has none."""
        return next((one for one in self.filled_forms if one.code == code), None)

    def output(self, key: str) -> Output:
        for output in self.outputs:
            if output.key == key:
                return output
        raise KeyError(key)

    def asked_requirements(self, answers: Mapping[str, Any]) -> list[Requirement]:
        """The checklist of one case: what its answers call for."""
        return [one for one in self.requirements if one.is_asked(answers)]

    def promise(self, on: dt.date, variant: str = "standard") -> PromiseTerm | None:
        """The term in force on a day, the latest if several are."""
        valid = [one for one in self.promises if one.variant == variant and one.is_valid(on)]
        return max(valid, key=lambda one: one.valid_from, default=None)
