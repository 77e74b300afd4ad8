"""What the birth certificate asks for, promises and gives."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tuntas.domains.catalogue import queries
from tuntas.domains.catalogue.rules import OutputKind, Service
from tuntas.platform.forms import check

TODAY = dt.date(2026, 11, 22)
BIRTH = "akta-kelahiran"
FILE = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"


@pytest.fixture
def birth() -> Service:
    return queries.service(BIRTH, TODAY)


def person(nik: str, **more: Any) -> dict[str, Any]:
    return {"name": "Contoh Nama", "nik": nik, **more}


def answers(**changes: Any) -> dict[str, Any]:
    parent = {"nationality": "wni", "birth_place": "Jakarta", "birth_date": "1990-05-03"}
    return {
        "applicant_relation": "mother",
        "kk_number": "9901012203110001",
        "kk_place": "99.01.01.1001",
        "child_name": "Bunga Melati",
        "child_sex": "female",
        "birth_date": "2026-11-01",
        "birth_time": "10:42",
        "birth_place_kind": "hospital",
        "birth_place": "Jakarta",
        "birth_kind": "single",
        "birth_order": 1,
        "birth_helper": "midwife",
        "mother": person("9901014305900001", **parent),
        "parents_marriage": "recorded",
        "father": person("9901010305900002", **parent),
        "witnesses": [person("9901010101800001"), person("9901014101800002")],
        "birth_proof": "birth_letter",
        "birth_letter_file": [FILE],
        "marriage_certificate_file": [FILE],
        "kk_file": [FILE],
        **changes,
    }


def test_asks_for_birth_proof_marriage_proof_and_family_card(birth: Service) -> None:
    papers = {one.key: [paper.key for paper in one.papers] for one in birth.requirements}

    assert papers == {
        "birth_proof": ["birth_letter", "f_2_03"],
        "marriage_proof": ["marriage_certificate", "f_2_04"],
        "family_card": ["kk"],
    }


def test_witnesses_copies_are_not_on_the_list(birth: Service) -> None:
    files = [question.key for question in birth.form.questions() if question.type == "file"]

    assert files == [
        "birth_letter_file",
        "f_2_03_file",
        "marriage_certificate_file",
        "f_2_04_file",
        "kk_file",
    ]
    with pytest.raises(KeyError):
        birth.requirement("witness_ktp")


def test_complete_answers_can_be_submitted(birth: Service) -> None:
    assert check(birth.form, answers(), today=TODAY) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"birth_proof": "f_2_03"}, ["f_2_03_file"]),
        ({"parents_marriage": "statement"}, ["f_2_04_file"]),
        ({"parents_marriage": "mother_only", "father": None, "marriage_certificate_file": None}, []),
        ({"applicant_relation": "family_head"}, ["applicant"]),
        ({"witnesses": [person("9901010101800001")]}, ["witnesses"]),
        ({"kk_file": None}, ["kk_file"]),
        ({"email": None, "phone": None}, []),
    ],
)
def test_asks_only_for_what_the_answers_call_for(
    birth: Service, changes: dict[str, Any], missing: list[str]
) -> None:
    problems = check(birth.form, answers(**changes), today=TODAY)

    assert list(dict.fromkeys(problem.name.split(".")[0] for problem in problems)) == missing


def test_a_child_of_a_mother_needs_no_marriage_proof(birth: Service) -> None:
    asked = [one.key for one in birth.asked_requirements({"parents_marriage": "mother_only"})]

    assert asked == ["birth_proof", "family_card"]


def test_a_birth_of_long_ago_needs_the_same_papers(birth: Service) -> None:
    late = birth.asked_requirements(answers(birth_date="1985-01-01"))

    assert late == birth.asked_requirements(answers())
    assert check(birth.form, answers(birth_date="1999-01-01"), today=TODAY) == []


def test_a_foreign_parent_is_asked_for_a_passport_instead_of_a_nik(birth: Service) -> None:
    father = {"name": "Contoh", "nationality": "wna", "birth_place": "Oslo", "birth_date": "1990-05-03"}

    problems = check(birth.form, answers(father=father), today=TODAY)

    assert [problem.name for problem in problems] == ["father.travel_document"]


def test_promises_fifteen_minutes_not_yet_confirmed(birth: Service) -> None:
    term = birth.promise(TODAY)

    assert queries.promise_minutes(BIRTH, TODAY) == 15
    assert term is not None
    assert not term.confirmed
    assert queries.accept_minutes(BIRTH, TODAY) == 60


def test_the_child_card_is_never_a_signed_file(birth: Service) -> None:
    assert [(one.key, one.kind) for one in birth.outputs] == [
        ("kutipan_akta", OutputKind.SIGNED_PDF),
        ("kk", OutputKind.SIGNED_PDF),
        ("kia", OutputKind.CARD),
    ]
    assert birth.output("kia").signed_by is None
    assert birth.approver == "registrar"
