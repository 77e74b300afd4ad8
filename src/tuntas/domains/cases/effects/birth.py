"""A birth: the child's number, the place in the family, the certificate, the family's new card, the child's card."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tuntas.domains.documents import actions as documents
from tuntas.domains.documents.actions import Order
from tuntas.domains.offices import queries as offices
from tuntas.domains.register import actions as register
from tuntas.domains.register.port import BirthRecorded, Child, Parent
from tuntas.domains.register.rules import Sex
from tuntas.platform.actors import Actor

from ..models import Case
from .cards import address, family_card

# Permendagri 2/2016: a card of type 1 is valid until the fifth birthday.
CARD_YEARS = 5


def apply(case: Case, *, by: Actor, at: datetime) -> None:
    """Enter the birth and order its documents; the child's card only while a card without a photo is one."""
    recorded = _enter(case, by=by, at=at)
    office = offices.office_row(case.office_code)
    child, head = recorded.child["name"], recorded.family_card["head"]
    orders = [
        Order("birth_certificate", _certificate(case, recorded), child, recorded.akta_number),
        Order("family_card", family_card(recorded.family_card), head, recorded.family_number),
    ]
    card = _child_card(recorded)
    if card["issued_on"] < card["valid_until"]:
        orders.append(Order("child_card", card, child, recorded.child_nik))
    documents.freeze(
        case.pk,
        *orders,
        office=case.office_code,
        office_name=office.name,
        specimen=recorded.is_specimen,
        by=by,
        at=at,
    )


def _enter(case: Case, *, by: Actor, at: datetime) -> BirthRecorded:
    answers = case.answers
    names_father = answers.get("parents_marriage") in {"recorded", "statement"}
    return register.record_birth(
        case_id=case.pk,
        child=Child(
            name=answers["child_name"],
            sex=Sex(answers["child_sex"]),
            birth_place=answers["birth_place"],
            born_on=date.fromisoformat(answers["birth_date"]),
        ),
        mother_ref=_parent(answers["mother"]),
        father_ref=_parent(answers["father"]) if names_father else None,
        family_number=answers["kk_number"],
        registrar=by,
        at=at,
        reported_on=timezone.localdate(case.submitted_at) if case.submitted_at else None,
        office_code=case.office_code,
    )


def _parent(answers: dict[str, Any]) -> Parent:
    return Parent(nik=answers.get("nik") or "", name=answers["name"])


def _certificate(case: Case, recorded: BirthRecorded) -> dict[str, Any]:
    answers = case.answers
    note = ""
    if answers.get("parents_marriage") == "statement":
        note = "yang perkawinannya belum tercatat sesuai dengan peraturan perundang-undangan"
    return {
        "nik": recorded.child_nik,
        "number": recorded.akta_number,
        "name": recorded.child["name"],
        "sex": _sex(recorded),
        "birth_place": recorded.child["birth_place"],
        "born_on": recorded.child["born_on"],
        "birth_order": int(answers.get("birth_order") or 1),
        "mother": recorded.mother["name"],
        "father": recorded.father["name"] if recorded.father else None,
        "marriage_note": note,
        "region": recorded.family_card["city"],
        "issued_in": recorded.family_card["city"],
        "issued_on": recorded.registered_on,
    }


def _child_card(recorded: BirthRecorded) -> dict[str, Any]:
    card, child = recorded.family_card, recorded.child
    row = next(member for member in card["members"] if member["nik"] == recorded.child_nik)
    born_on = date.fromisoformat(child["born_on"])
    return {
        "nik": recorded.child_nik,
        "name": child["name"],
        "birth_place": child["birth_place"],
        "born_on": child["born_on"],
        "sex": row["sex"],
        "blood_type": row["blood_type"],
        "religion": row["religion"],
        "citizenship": row["nationality"],
        "family_card_number": recorded.family_number,
        "head": card["head"],
        "birth_certificate_number": recorded.akta_number,
        **address(card),
        "city": card["city"],
        "province": card["province"],
        "valid_until": _birthday(born_on, CARD_YEARS).isoformat(),
        "issued_on": recorded.registered_on,
    }


def _sex(recorded: BirthRecorded) -> str:
    return "perempuan" if recorded.child["sex"] == "female" else "laki-laki"


def _birthday(born_on: date, years: int) -> date:
    """The birthday after so many years; 29 February falls on 1 March in other years."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)
