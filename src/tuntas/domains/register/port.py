"""The door to the population register: what is asked of it and what it answers, whichever register is connected.

Two ways to be connected: `embedded` (the register in this package) and later `siak` (the officer enters the
numbers that SIAK gave). Both answer `Register`; nothing above this module knows which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from tuntas.platform.actors import Actor

from .rules import Sex


@dataclass(frozen=True, kw_only=True)
class Child:
    """The child of a birth as the accepted case says it. Codes are those of `lists`."""

    name: str
    sex: Sex
    birth_place: str
    born_on: date
    religion: str = ""  # empty: the mother's
    blood_type: str = "13"  # not known


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parent as the case names them; one who is not in this register keeps this name on the entry."""

    nik: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BirthRecorded:
    """What the register answers to a birth; personal data, so it is kept encrypted wherever it goes."""

    event_id: str
    child_id: str
    child_nik: str
    akta_number: str
    akta_kind: str
    registered_on: str
    family_number: str
    child: dict[str, Any]
    mother: dict[str, str]
    father: dict[str, str] | None
    family_card: dict[str, Any]
    is_specimen: bool
    possible_duplicates: int = 0


@dataclass(frozen=True, kw_only=True)
class Change:
    """One element of a person's data: what the register held when it was proposed, and what it is to become."""

    element: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class ChangeRecorded:
    """What the register answers to an approved change; personal data, kept encrypted wherever it goes."""

    event_id: str
    registered_on: str
    family_number: str
    changes: list[dict[str, str]]
    family_card: dict[str, Any]
    is_specimen: bool


@dataclass(frozen=True, kw_only=True)
class ProposedRow:
    """One element as an officer compares it; `held_then` is None before anything was proposed."""

    element: str
    held_then: str | None
    held_now: str
    becomes: str
    # What the application asks for; another value than `becomes` once an officer corrected it.
    asked: str = ""

    @property
    def is_stale(self) -> bool:
        """The register says something else by now than when this was proposed."""
        return self.held_then is not None and self.held_then != self.held_now


@dataclass(frozen=True, kw_only=True)
class EarlierChange:
    """What had been proposed before it was proposed anew: the new value of each element."""

    by: str
    at: datetime
    becomes: dict[str, str]


class Comparison:
    """How what someone typed compares with the register."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Typed:
    """A NIK that somebody typed, and what they typed of its person beside it.

    Fields: name, sex (male, female), birth_place, born_on (ISO), family_number.
    """

    nik: str
    fields: dict[str, str]


@dataclass(frozen=True)
class PersonMatch:
    """What an officer sees of a typed NIK: whether it is known, and field by field whether what was typed agrees."""

    is_known: bool
    masked_name: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """One person whom a search by name found; for staff alone."""

    person_id: str
    nik: str
    name: str
    born_on: str
    sex: str

    @property
    def nik_ending(self) -> str:
        """Lists show no more of a NIK than its last four digits."""
        return self.nik[-4:]


class Register(Protocol):
    """What a connection to a population register can do."""

    def record_birth(
        self,
        *,
        case_id: str,
        child: Child,
        mother: Parent,
        father: Parent | None,
        family_number: str,
        reported_on: date,
        by: Actor,
        at: datetime,
    ) -> tuple[BirthRecorded, bool]:
        """Enter a birth once per case; the second value says whether it was entered just now."""

    def compare_persons(self, typed: Sequence[Typed]) -> list[PersonMatch]: ...

    def find_by_nik(self, nik: str) -> Found | None: ...

    def find_by_name(self, name: str, year: int | None) -> tuple[list[Found], bool]:
        """At most twenty persons, the most alike first, and whether there may be more."""

    def family_card(self, family_number: str) -> dict[str, Any] | None: ...

    def identity_card(self, nik: str) -> dict[str, Any] | None:
        """What a KTP-el prints of this person; None when there is no such person with a place in a family."""

    def propose_change(
        self,
        *,
        case_id: str,
        nik: str,
        family_number: str,
        changes: Mapping[str, str],
        by: Actor,
        at: datetime,
    ) -> list[Change]:
        """Keep what the register holds now beside what it is to become; anew for the same case."""

    def compare_change(
        self, *, case_id: str, nik: str, family_number: str, changes: Mapping[str, str]
    ) -> list[ProposedRow]:
        """The proposal of a case, or what one would be, beside what the register holds now."""

    def earlier_changes(self, case_id: str) -> list[EarlierChange]:
        """What was proposed for a case before its present proposal, the oldest first."""

    def record_change(self, *, case_id: str, by: Actor, at: datetime) -> tuple[ChangeRecorded, bool]:
        """Enter what was proposed once per case; the second value says whether it was entered just now."""


def connected() -> Register:
    """The register that this registry is connected to."""
    from .embedded import Embedded

    return Embedded()
