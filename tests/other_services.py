"""The services beside births, as residents ask for them: a lost KTP-el and a change of family card data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import world as w
from tests.world import FAMILY, OFFICE, Case, World
from tuntas.domains.cases import actions as cases
from tuntas.platform import ids, jobs
from tuntas.platform.actors import PUBLIC

Settle = Callable[[], object]
KTP, CHANGE = "ktp-el-hilang", "perubahan-kk"
FATHER = {"name": FAMILY.father, "nik": FAMILY.father_nik, "kk_number": FAMILY.family_number}
MOTHER = {"name": FAMILY.mother, "nik": FAMILY.mother_nik, "kk_number": FAMILY.family_number}
# The demonstration's parents have a bachelor's degree, code 8, and a blood type that nobody knows, code 13.
MASTER, BACHELOR, DOCTOR, UNKNOWN_BLOOD, BLOOD_O = "9", "8", "10", "13", "4"


def lost(**changes: Any) -> dict[str, Any]:
    """Whoever lost a card: the father, unless another person is given."""
    given = {
        "applicant": FATHER,
        "kk_place": OFFICE,
        "police_letter_file": [str(ids.new_id())],
        "kk_file": [str(ids.new_id())],
    }
    return {**given, **changes}


def change(**changes: Any) -> dict[str, Any]:
    """The father finished a master's degree, unless something else is given."""
    given = {
        "applicant_relation": "family_head",
        "applicant": FATHER,
        "kk_place": OFFICE,
        "whose_data": "mine",
        "elements": ["education"],
        "old_education": BACHELOR,
        "new_education": MASTER,
        "kk_file": [str(ids.new_id())],
        "diploma_file": [str(ids.new_id())],
    }
    return {**given, **changes}


def blood(**changes: Any) -> dict[str, Any]:
    """The mother's blood type became known, asked for by the father."""
    return change(
        whose_data="other",
        member={"name": FAMILY.mother, "nik": FAMILY.mother_nik},
        elements=["blood_type"],
        old_blood_type=UNKNOWN_BLOOD,
        new_blood_type=BLOOD_O,
        blood_test_file=[str(ids.new_id())],
        **changes,
    )


def submitted(there: World, service: str, answers: dict[str, Any]) -> Case:
    started = cases.start_draft(service, by=PUBLIC, at=there.at)
    by = w.resident(started.case)
    cases.answer(started.case.pk, answers, by=by, at=there.at)
    return cases.submit(started.case.pk, office_code=OFFICE, by=by, at=there.at).case


def ticked(there: World, service: str, answers: dict[str, Any]) -> Case:
    """Taken, and every paper that was photographed is seen."""
    case = submitted(there, service, answers)
    cases.take(case.pk, by=there.officer, at=there.at)
    return w.ticked(there, case)


def accepted(there: World, service: str, answers: dict[str, Any]) -> Case:
    case = ticked(there, service, answers)
    return cases.accept(case.pk, by=there.officer, at=there.at)


def printed(there: World, *, settle: Settle = jobs.run_pending, **changes: Any) -> Case:
    """A lost card's successor, on its blank."""
    case = accepted(there, KTP, lost(**changes))
    settle()
    [card] = w.documents_of(case)
    cases.record_card_printed(
        case.pk, card.id, blank_number=ids.new_token()[:10], by=there.officer, at=there.at
    )
    settle()
    return Case.objects.get(pk=case.pk)


def changed(there: World, answers: dict[str, Any] | None = None, *, settle: Settle = jobs.run_pending) -> Case:
    """Approved by the registrar, the new family card signed."""
    case = accepted(there, CHANGE, answers or change())
    cases.approve(case.pk, by=there.registrar, at=there.at)
    settle()
    return Case.objects.get(pk=case.pk)
