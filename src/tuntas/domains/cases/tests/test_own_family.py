"""Nobody handles a case of their own family …"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.rules import numbers_in
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db
WHY = "The other officer is ill and the applicant travels tonight."


def relative(actor: Actor, number: str = w.FAMILY.mother_nik) -> Actor:
    return replace(actor, kin=frozenset({number}))


@pytest.mark.parametrize(
    "number", [w.FAMILY.mother_nik, w.FAMILY.father_nik, w.FAMILY.family_number], ids=["NIK", "spouse", "KK"]
)
def test_is_not_taken_by_a_relative(number: str) -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with translation.override("en"), pytest.raises(Refused, match="your own family"):
        cases.take(case.pk, by=relative(there.officer, number), at=there.at)

    assert Case.objects.get(pk=case.pk).status == "submitted"


def test_is_approved_by_no_relative_either() -> None:
    there = w.world(w.NOON)
    case = w.accepted(there)

    with translation.override("en"), pytest.raises(Refused, match="your own family"):
        cases.approve(case.pk, by=relative(there.registrar), at=there.at)


def test_is_not_shown_to_a_relative() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with pytest.raises(Refused):
        queries.case_page(case.pk, relative(there.officer), there.at)


def test_lets_everybody_else_work() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    taken = cases.take(case.pk, by=relative(there.officer, "9971999999999999"), at=there.at)

    assert taken.status == "taken"


def test_in_an_emergency_says_why_and_the_level_above_reads_it() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    officer = relative(there.officer)

    cases.claim_exception(case.pk, WHY, by=officer, at=there.at)
    cases.claim_exception(case.pk, WHY, by=officer, at=there.at)
    cases.take(case.pk, by=officer, at=there.at)

    (row,) = queries.exceptions_of([w.OFFICE], except_by=there.head.id)
    assert (row.case_id, row.reason) == (case.pk, WHY)
    assert queries.exceptions_of([w.OTHER_OFFICE], except_by=there.head.id) == []
    assert queries.exceptions_of([w.OFFICE], except_by=officer.id) == []
    facts = Fact.objects.filter(stream=case.stream, name="case.exception_claimed")
    assert [fact.actor_id for fact in facts] == [officer.id]
    assert WHY not in str(facts[0].content)


def test_emergency_of_one_is_none_for_another() -> None:
    there = w.world(w.NOON)
    case = w.accepted(there)
    cases.claim_exception(case.pk, WHY, by=relative(there.officer), at=there.at)

    with pytest.raises(Refused):
        cases.approve(case.pk, by=relative(there.registrar), at=there.at)


@pytest.mark.parametrize("why", ["", "urgent", " " * 40])
def test_emergency_wants_a_reason(why: str) -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with translation.override("en"), pytest.raises(Refused, match="why nobody else"):
        cases.claim_exception(case.pk, why, by=relative(there.officer), at=there.at)


def test_emergency_is_for_relatives_only() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with translation.override("en"), pytest.raises(Refused, match="no exception is needed"):
        cases.claim_exception(case.pk, WHY, by=there.officer, at=there.at)


def test_emergency_opens_no_case_of_another_office() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with pytest.raises(cases.NotThere):
        cases.claim_exception(case.pk, WHY, by=relative(there.cast.officer_elsewhere), at=there.at)


def test_numbers_are_found_however_deep_they_stand() -> None:
    answers = {
        "kk_number": "1" * 16,
        "mother": {"nik": "2" * 16},
        "witnesses": [{"nik": "3" * 16}, {"name": "X"}],
    }

    assert numbers_in(answers) == {"1" * 16, "2" * 16, "3" * 16}
    assert numbers_in({"phone": "08123456789", "order": 1234567890123456}) == frozenset()
