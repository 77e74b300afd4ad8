"""The door to the population register: what is asked of it and what it answers, whichever register is connected.

Two ways to be connected: `embedded` (the register in this package) and later `siak` (the officer enters the
numbers that SIAK gave). Both answer `Register`; nothing above this module knows which one it is.
"""

from __future__ import annotations

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


class Comparison:
    """How what someone typed compares with the register."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PersonMatch:
    """What an officer sees of a typed NIK: whether it is known, and field by field whether what was typed agrees."""

    is_known: bool
    masked_name: str = ""
    fields: dict[str, str] = field(default_factory=dict)


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

    def compare_person(self, nik: str, typed: dict[str, str]) -> PersonMatch: ...

    def family_card(self, family_number: str) -> dict[str, Any] | None: ...


def connected() -> Register:
    """The register that this registry is connected to."""
    from .embedded import Embedded

    return Embedded()
