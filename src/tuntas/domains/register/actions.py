"""Enters events in the register: each once, with one fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure

from . import access, facts
from .embedded import admissions
from .port import BirthRecorded, Change, ChangeRecorded, Child, Found, Parent, connected


@transaction.atomic(savepoint=False)
def record_birth(
    *,
    case_id: UUID | str,
    child: Child,
    mother_ref: Parent,
    father_ref: Parent | None,
    family_number: str,
    registrar: Actor,
    at: datetime,
    reported_on: date | None = None,
    office_code: str | None = None,
) -> BirthRecorded:
    """Enter the birth of an accepted case and answer its numbers and the family's new card.

    Once per case: a repeat gets the first answer. `reported_on` is the day of the report, which decides between
    LU and LT (UU 24/2013: 60 days); without it, the day of `at`. Raises `Refused` when the family is not in the
    register or neither parent is on its card.
    """
    ensure(access.can_record(registrar))
    ensure(access.can_be_entered(child))
    recorded, is_new = connected().record_birth(
        case_id=str(case_id),
        child=child,
        mother=mother_ref,
        father=father_ref,
        family_number=family_number,
        reported_on=reported_on or timezone.localdate(at),
        by=registrar,
        at=at,
    )
    if is_new:
        journal.record(
            f"case:{case_id}",
            facts.BIRTH_RECORDED,
            by=registrar,
            at=at,
            office=office_code,
            content={
                "event": recorded.event_id,
                "kind": recorded.akta_kind,
                "possible_duplicates": recorded.possible_duplicates,
            },
        )
    return recorded


@transaction.atomic
def propose_change(
    case_id: UUID | str,
    *,
    nik: str,
    family_number: str,
    changes: Mapping[str, str],
    by: Actor,
    at: datetime,
    office_code: str | None = None,
) -> list[Change]:
    """Keep what the register holds now beside what a case wants it to hold; proposed anew, the later one counts.

    Raises `Refused` when the person is not on that card, or when the register already says all of it.
    """
    ensure(access.can_propose(by))
    ensure(access.can_become(changes))
    proposed = connected().propose_change(
        case_id=str(case_id), nik=nik, family_number=family_number, changes=changes, by=by, at=at
    )
    content = {"elements": [change.element for change in proposed]}
    journal.record(f"case:{case_id}", facts.CHANGE_PROPOSED, by=by, at=at, office=office_code, content=content)
    return proposed


@transaction.atomic
def record_change(
    case_id: UUID | str, *, by: Actor, at: datetime, office_code: str | None = None
) -> ChangeRecorded:
    """Enter what was proposed for a case, and answer the family's new card. Once per case.

    Raises `Refused`, with what to do, when the register has changed since: of two at once the second is told.
    """
    ensure(access.can_change(by))
    recorded, is_new = connected().record_change(case_id=str(case_id), by=by, at=at)
    if is_new:
        journal.record(
            f"case:{case_id}",
            facts.CHANGE_RECORDED,
            by=by,
            at=at,
            office=office_code,
            content={
                "event": recorded.event_id,
                "elements": [change["element"] for change in recorded.changes],
            },
        )
    return recorded


@transaction.atomic
def admit_family(known: admissions.KnownFamily, *, by: Actor, at: datetime) -> None:
    """Take in a family that already has its numbers; one that is there stays as it is."""
    ensure(access.can_record(by))
    family, is_new = admissions.admit(known, by=by, at=at)
    if is_new:
        content = {"event": str(family.entered_by_id)}
        journal.record(f"family:{family.pk}", facts.FAMILY_ADMITTED, by=by, at=at, content=content)


@transaction.atomic
def search_persons(
    name: str, *, year: int | None = None, by: Actor, at: datetime, office_code: str | None = None
) -> tuple[list[Found], bool]:
    """Persons of this name, at most twenty, and whether there may be more; that they were shown is a fact.

    A word may be cut short after three letters. `year` is that of birth.
    """
    ensure(access.can_search(by))
    found, more = connected().find_by_name(name, year)
    _tell_shown(found, by=by, at=at, office_code=office_code)
    return found, more


@transaction.atomic
def look_up_person(nik: str, *, by: Actor, at: datetime, office_code: str | None = None) -> Found | None:
    """The person of this NIK, as it stands on the card that lies on the counter; that it was asked is a fact too."""
    ensure(access.can_search(by))
    found = connected().find_by_nik(nik)
    _tell_shown([found] if found else [], by=by, at=at, office_code=office_code)
    return found


def _tell_shown(found: list[Found], *, by: Actor, at: datetime, office_code: str | None) -> None:
    content = {"persons": [one.person_id for one in found]}
    journal.record(f"staff:{by.id}", facts.PERSONS_SEARCHED, by=by, at=at, office=office_code, content=content)
