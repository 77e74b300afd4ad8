"""A proposed change is entered once, over the value that was proposed against, and what was before stays readable."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from tuntas.domains.register import actions, elements, queries
from tuntas.domains.register.models import CivilEvent, EarlierProposal, PersonVersion
from tuntas.platform.actors import PUBLIC, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

from .conftest import AT, HOME, REGISTRAR

OFFICER = Actor(Kind.STAFF, "0190-officer", role="officer", offices=frozenset({HOME}))


def propose(family: Any, *, case_id: uuid.UUID | None = None, at: datetime = AT, **changes: str) -> uuid.UUID:
    """A case that proposes these changes of the father."""
    case_id = case_id or uuid.uuid4()
    actions.propose_change(
        case_id,
        nik=family.father_nik,
        family_number=family.family_number,
        changes=changes,
        by=OFFICER,
        at=at,
    )
    return case_id


def test_enters_the_new_value_and_answers_the_new_card(family: Any) -> None:
    recorded = actions.record_change(propose(family, education="9", job="88"), by=REGISTRAR, at=AT)

    father = recorded.family_card["members"][0]
    assert (father["education"], father["job"]) == ("S2", "Wiraswasta")
    assert recorded.is_specimen
    assert {one["element"]: one["old"] for one in recorded.changes} == {"education": "8", "job": "15"}


def test_nothing_changes_before_it_is_recorded(family: Any) -> None:
    propose(family, education="9")

    card = queries.family_card(family.family_number, by=OFFICER)
    assert card is not None
    assert card["members"][0]["education"] == "D-IV/S1"


def test_a_repeat_gets_the_first_answer_and_enters_nothing(family: Any) -> None:
    case_id = propose(family, education="9")
    first = actions.record_change(case_id, by=REGISTRAR, at=AT)

    again = actions.record_change(case_id, by=REGISTRAR, at=AT)

    assert again == first
    assert CivilEvent.objects.filter(kind="change").count() == 1
    assert Fact.objects.filter(name="register.change_recorded").count() == 1


def test_each_version_says_from_when_until_when(family: Any) -> None:
    later = AT + timedelta(days=30)
    actions.record_change(propose(family, education="9"), by=REGISTRAR, at=AT)
    actions.record_change(propose(family, at=later, education="10"), by=REGISTRAR, at=later)

    first, second = PersonVersion.objects.all()

    assert (first.details["education"], first.valid_until) == ("8", AT)
    assert (second.details["education"], second.valid_from, second.valid_until) == ("9", AT, later)


def test_a_value_that_changed_since_is_never_written_over(family: Any) -> None:
    first, second = propose(family, education="9"), propose(family, education="10")
    actions.record_change(first, by=REGISTRAR, at=AT)

    with pytest.raises(Refused):
        actions.record_change(second, by=REGISTRAR, at=AT)

    [row] = queries.compare_change(
        second, nik=family.father_nik, family_number=family.family_number, changes={}, by=OFFICER
    )
    assert (row.held_then, row.held_now, row.becomes, row.is_stale) == ("8", "9", "10", True)


def test_another_element_of_the_same_person_is_no_conflict(family: Any) -> None:
    first, second = propose(family, education="9"), propose(family, blood_type="4")
    actions.record_change(first, by=REGISTRAR, at=AT)

    recorded = actions.record_change(second, by=REGISTRAR, at=AT)

    father = recorded.family_card["members"][0]
    assert (father["education"], father["blood_type"]) == ("S2", "O")


def test_proposed_anew_the_present_value_counts(family: Any) -> None:
    first, second = propose(family, education="9"), propose(family, education="10")
    actions.record_change(first, by=REGISTRAR, at=AT)

    propose(family, case_id=second, education="10")
    recorded = actions.record_change(second, by=REGISTRAR, at=AT)

    assert recorded.family_card["members"][0]["education"] == "S3"


def test_what_was_proposed_before_is_kept(family: Any) -> None:
    later = AT + timedelta(hours=1)
    case_id = propose(family, education="9")

    propose(family, case_id=case_id, at=later, education="10")

    [before] = queries.earlier_changes(case_id, by=OFFICER)
    assert (before.becomes, before.by, before.at) == ({"education": "9"}, OFFICER.id, AT)
    assert EarlierProposal.objects.get().changes == [{"element": "education", "old": "8", "new": "9"}]
    with pytest.raises(Refused):
        queries.earlier_changes(case_id, by=PUBLIC)


@pytest.mark.parametrize(
    "changes",
    [{}, {"nik": "9971060101010001"}, {"religion": "8"}, {"marital_on": "soon"}, {"name": "CONTOH 2"}],
)
def test_refuses_what_no_card_change_can_name(family: Any, changes: dict[str, str]) -> None:
    with pytest.raises(Refused):
        propose(family, **changes)


def test_refuses_who_may_not(family: Any) -> None:
    case_id = propose(family, education="9")

    for by in (OFFICER, PUBLIC):
        with pytest.raises(Refused):
            actions.record_change(case_id, by=by, at=AT)
    with pytest.raises(Refused):
        queries.identity_card(family.father_nik, by=PUBLIC)


def test_a_card_of_ones_own_has_the_familys_address(family: Any) -> None:
    card = queries.identity_card(family.mother_nik, by=OFFICER)

    assert card is not None
    assert (card["name"], card["sex"], card["address"]) == ("CONTOH IBU SATU", "Perempuan", "Jalan Contoh 1")
    assert queries.identity_card("9971069999999999", by=OFFICER) is None


def test_every_element_and_value_has_words() -> None:
    assert elements.say("education", "9") == "S2"
    assert elements.say("education", "") == "–"
    assert all(elements.name_of(element) for element in elements.LISTS)
