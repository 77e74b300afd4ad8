"""Questions to the register. None of them may be asked from a page that anyone can open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure

from . import access
from .models import DuplicateHint, Person
from .models.people import NIK
from .port import EarlierChange, PersonMatch, ProposedRow, Typed, connected
from .rules import masked_name


def is_training() -> bool:
    """Whether numbers are impossible and every document prints SPECIMEN."""
    return not settings.TUNTAS_JURISDICTION


def hash_key_fits() -> bool:
    """Whether the newest person is found by the hash key that is set; yes when there is nobody."""
    newest = Person.objects.order_by("pk").last()
    return newest is None or NIK.is_of(newest, newest.nik)


def compare_persons(typed: Sequence[Typed], *, by: Actor) -> list[PersonMatch]:
    """How what was typed about each person compares with the register: equal, different or unknown, field by field.

    Only staff may ask; the page that shows the answer records that it was seen. One question for all of them.
    """
    ensure(access.can_ask(by))
    return connected().compare_persons(typed)


def family_card(family_number: str, *, by: Actor) -> dict[str, Any] | None:
    """The family's card as the events so far make it, or None. Only staff may ask."""
    ensure(access.can_ask(by))
    return connected().family_card(family_number)


def identity_card(nik: str, *, by: Actor) -> dict[str, Any] | None:
    """What a KTP-el prints of this person, or None. Only staff may ask."""
    ensure(access.can_ask(by))
    return connected().identity_card(nik)


def compare_change(
    case_id: UUID | str, *, nik: str, family_number: str, changes: Mapping[str, str], by: Actor
) -> list[ProposedRow]:
    """What a case is to change, beside what the register holds now; empty when the person is not on that card."""
    ensure(access.can_ask(by))
    return connected().compare_change(
        case_id=str(case_id), nik=nik, family_number=family_number, changes=changes
    )


def earlier_changes(case_id: UUID | str, *, by: Actor) -> list[EarlierChange]:
    """What was proposed for a case before its present proposal, the oldest first. Only staff may ask."""
    ensure(access.can_ask(by))
    return connected().earlier_changes(str(case_id))


def possible_duplicates(case_id: UUID | str, *, by: Actor) -> list[str]:
    """Masked names of children already entered for the same mother and day, for the registrar."""
    ensure(access.can_ask(by))
    hints = DuplicateHint.objects.filter(event__case_id=case_id).select_related("earlier")
    return [masked_name(hint.earlier.name) for hint in hints]
