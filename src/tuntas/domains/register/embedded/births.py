"""Enters a birth: the child's number, the place in the family, the akta's number, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.register.models import CivilEvent, DuplicateHint, Family, Membership, Person
from tuntas.domains.register.models.events import AKTA_NUMBER, EventKind
from tuntas.domains.register.models.people import BIRTH, FAMILY_NUMBER, NIK, birth
from tuntas.domains.register.port import BirthRecorded, Child, Parent
from tuntas.domains.register.rules import (
    akta_number,
    are_alike,
    kind_of,
    kinship_of_child,
    numbering_region,
    plain_name,
)
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.prepared import Prepared, insert

from . import cards, finding, numbers, persons

UNKNOWN_FAMILY = Decision(_("The register has no family card with this number. Check the number on the card."))
NO_PARENT_ON_CARD = Decision(
    _("Neither parent stands on this family card. Check the NIKs and the card's number.")
)


@dataclass(frozen=True)
class Entry:
    """One birth to be entered."""

    case_id: str
    child: Child
    mother: Parent
    father: Parent | None
    family: Family
    reported_on: date


_FAMILY = Prepared(
    lambda *hashes: (
        Family.objects.select_for_update(of=("self",))
        .select_related("region__parent__parent__parent")
        .filter(FAMILY_NUMBER.matching(*hashes))
    )
)
_DONE = Prepared(lambda case_id: CivilEvent.objects.filter(case_id=case_id, kind=EventKind.BIRTH))
_SAME_BIRTH = Prepared(lambda *hashes: Person.objects.filter(BIRTH.matching(*hashes)))


@contextmanager
def of_case(case_id: str, family_number: str) -> Iterator[Family | BirthRecorded]:
    """What this case entered before, else the family, locked so that its births are entered one after the other."""
    family: Family | None = _FAMILY.first(*FAMILY_NUMBER.searched(family_number))
    done: CivilEvent | None = _DONE.first(UUID(case_id))
    if done and done.outcome:
        yield BirthRecorded(**done.outcome)
    elif family is None:
        raise Refused(UNKNOWN_FAMILY)
    else:
        yield family


def enter(entry: Entry, *, by: Actor, at: datetime) -> BirthRecorded:
    """Enter the birth; the caller holds the family's lock."""
    known = persons.find_all([entry.mother.nik, *([entry.father.nik] if entry.father else [])])
    mother = known.get(entry.mother.nik)
    father = known.get(entry.father.nik) if entry.father else None
    memberships = cards.memberships(entry.family)
    kinship = kinship_of_child(_places_of_parents(memberships, mother, father))
    event = CivilEvent(
        kind=EventKind.BIRTH,
        case_id=UUID(entry.case_id),
        registered_on=timezone.localdate(at),
        recorded_by=by.id,
    )
    child = _child(entry, mother, father, event)
    place = max((one.position for one in memberships), default=0) + 1
    member = Membership(family=entry.family, person=child, kinship=kinship, position=place, began_by=event)
    alike = [
        other
        for other in _SAME_BIRTH(child.birth_hash, child.birth_hash_even)
        if are_alike(other.name, child.name)
    ]
    # The city's counter is everybody's: it is taken last, so that it is held for as short as can be.
    _number(event, entry)
    recorded = _answer(event, entry, member, cards.of_members(entry.family, [*memberships, member]), len(alike))
    event.outcome = asdict(recorded)
    insert(event)
    insert(child)
    insert(member)
    if alike:
        insert(*(DuplicateHint(event=event, earlier=other) for other in alike))
    return recorded


def _places_of_parents(
    memberships: list[Membership], mother: Person | None, father: Person | None
) -> list[str]:
    parents = {parent.pk for parent in (mother, father) if parent}
    found = [one.kinship for one in memberships if one.person_id in parents and one.ended_by_id is None]
    if not found:
        raise Refused(NO_PARENT_ON_CARD)
    return found


def _child(entry: Entry, mother: Person | None, father: Person | None, event: CivilEvent) -> Person:
    child = entry.child
    region = numbering_region(entry.family.region_id, settings.TUNTAS_JURISDICTION)
    nik = numbers.new_nik(region, child.born_on, child.sex)
    return Person(
        nik=nik,
        **NIK.columns(nik),
        name=child.name,
        details=_details(entry, mother, father),
        name_keys=finding.keys_of(child.name, child.born_on.isoformat()),
        # A foreign mother has no NIK: without her name all of them would be one.
        **BIRTH.columns(birth(entry.mother.nik or plain_name(entry.mother.name), child.born_on.isoformat())),
        mother=mother,
        father=father,
        entered_by=event,
    )


def _details(entry: Entry, mother: Person | None, father: Person | None) -> dict[str, str]:
    child = entry.child
    religions = [child.religion, *(parent.details["religion"] for parent in (mother, father) if parent)]
    return {
        "sex": child.sex.value,
        "birth_place": child.birth_place,
        "born_on": child.born_on.isoformat(),
        "religion": next(filter(None, religions)),
        "blood_type": child.blood_type,
        "education": "1",
        "job": "1",
        "marital": "1",
        "mother_name": entry.mother.name,
        "father_name": entry.father.name if entry.father else "",
    }


def _number(event: CivilEvent, entry: Entry) -> None:
    region = numbering_region(entry.family.region_id, settings.TUNTAS_JURISDICTION)
    kind = kind_of(entry.child.born_on, entry.reported_on)
    # One series per city and day, whatever the kind: the pair of kind and serial is then never ambiguous.
    serial = numbers.next_serial("akta", region[:4], event.registered_on)
    event.akta_number = akta_number(region, kind, event.registered_on, serial)
    AKTA_NUMBER.fill(event, event.akta_number)


def _answer(
    event: CivilEvent, entry: Entry, member: Membership, card: dict[str, Any], hints: int
) -> BirthRecorded:
    child = member.person
    return BirthRecorded(
        event_id=str(event.pk),
        child_id=str(child.pk),
        child_nik=child.nik,
        akta_number=str(event.akta_number),
        akta_kind=kind_of(entry.child.born_on, entry.reported_on).value,
        registered_on=event.registered_on.isoformat(),
        family_number=card["number"],
        child={"name": child.name, "nik": child.nik, **child.details},
        mother=_as_registered(entry.mother, child.mother),
        father=_as_registered(entry.father, child.father) if entry.father else None,
        family_card={**card, "issued_on": event.registered_on.isoformat()},
        is_specimen=not settings.TUNTAS_JURISDICTION,
        possible_duplicates=hints,
    )


def _as_registered(parent: Parent, person: Person | None) -> dict[str, Any]:
    """The register's own spelling where it knows the parent, else the case's."""
    return {"nik": parent.nik, "name": person.name if person else parent.name}
