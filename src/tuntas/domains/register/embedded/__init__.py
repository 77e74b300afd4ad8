"""A complete small register in our own database: for training, and for registries with a jurisdiction code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tuntas.domains.register.port import (
    BirthRecorded,
    Change,
    ChangeRecorded,
    Child,
    EarlierChange,
    Found,
    Parent,
    PersonMatch,
    ProposedRow,
    Typed,
)
from tuntas.platform.actors import Actor

from . import births, cards, changing, finding, identities, persons, proposals


class Embedded:
    """The embedded register as `port.Register`."""

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
        with births.of_case(case_id, family_number) as found:
            if isinstance(found, BirthRecorded):
                return found, False
            entry = births.Entry(case_id, child, mother, father, found, reported_on)
            return births.enter(entry, by=by, at=at), True

    def compare_persons(self, typed: Sequence[Typed]) -> list[PersonMatch]:
        return persons.compare(typed)

    def find_by_nik(self, nik: str) -> Found | None:
        return finding.by_nik(nik)

    def find_by_name(self, name: str, year: int | None) -> tuple[list[Found], bool]:
        return finding.by_name(name, year)

    def family_card(self, family_number: str) -> dict[str, Any] | None:
        return cards.of_number(family_number)

    def identity_card(self, nik: str) -> dict[str, Any] | None:
        return identities.of_nik(nik)

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
        return proposals.keep(proposals.Wish(case_id, nik, family_number, changes), by=by, at=at)

    def compare_change(
        self, *, case_id: str, nik: str, family_number: str, changes: Mapping[str, str]
    ) -> list[ProposedRow]:
        return proposals.compare(proposals.Wish(case_id, nik, family_number, changes))

    def earlier_changes(self, case_id: str) -> list[EarlierChange]:
        return proposals.earlier(case_id)

    def record_change(self, *, case_id: str, by: Actor, at: datetime) -> tuple[ChangeRecorded, bool]:
        return changing.record(case_id, by=by, at=at)
