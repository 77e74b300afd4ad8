"""A lost KTP-el and a change of family card data: what each asks for, and of whom it asks nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tuntas.domains.catalogue import queries
from tuntas.domains.catalogue.rules import Approver, Effect, OutputKind, Service
from tuntas.domains.register import elements
from tuntas.platform.forms import check

TODAY = dt.date(2026, 11, 22)
FILE = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
PERSON = {"name": "Contoh Nama", "nik": "9901014305900001", "kk_number": "9901012203110001"}
PLACE = "31.71.01.1001"


@pytest.fixture
def lost() -> Service:
    return queries.service("ktp-el-hilang", TODAY)


@pytest.fixture
def change() -> Service:
    return queries.service("perubahan-kk", TODAY)


def lost_answers(**changes: Any) -> dict[str, Any]:
    given = {"applicant": PERSON, "kk_place": PLACE, "police_letter_file": [FILE], "kk_file": [FILE]}
    return {**given, **changes}


def change_answers(**changes: Any) -> dict[str, Any]:
    given = {
        "applicant_relation": "family_head",
        "applicant": PERSON,
        "kk_place": PLACE,
        "whose_data": "mine",
        "elements": ["job"],
        "old_job": "15",
        "new_job": "88",
        "kk_file": [FILE],
        "job_proof_file": [FILE],
    }
    return {**given, **changes}


def missing(service: Service, answers: dict[str, Any]) -> list[str]:
    """The questions that keep the form from being sent, each once."""
    problems = check(service.form, answers, today=TODAY)
    return list(dict.fromkeys(problem.name.split(".")[0] for problem in problems))


def test_a_lost_card_asks_for_the_police_letter_and_the_family_card(lost: Service) -> None:
    assert [[paper.key for paper in one.papers] for one in lost.requirements] == [["police_letter"], ["kk"]]
    assert missing(lost, lost_answers()) == []
    assert missing(lost, {}) == ["applicant", "kk_place", "police_letter_file", "kk_file"]


def test_a_lost_card_needs_nobodys_approval_and_is_no_file(lost: Service) -> None:
    [card] = lost.outputs

    assert lost.approver is None
    assert lost.effect is Effect.KTP_EL_LOST
    assert (card.kind, card.signed_by) == (OutputKind.CARD, None)
    assert [one.code for one in lost.filled_forms] == ["f-1.02"]
    assert [one.code for one in lost.collectors] == ["applicant"]


def test_a_change_is_decided_by_the_authorised_approver_and_signed(change: Service) -> None:
    [card] = change.outputs

    assert change.approver is Approver.AUTHORISED_APPROVER
    assert (card.key, card.kind, card.signed_by) == ("kk", OutputKind.SIGNED_PDF, "authorised_approver")
    assert [one.code for one in change.filled_forms] == ["f-1.02", "f-1.06"]


@pytest.mark.parametrize("code", ["ktp-el-hilang", "perubahan-kk"])
def test_fifteen_minutes_at_the_kelurahan_not_yet_confirmed(code: str) -> None:
    service = queries.service(code, TODAY)
    term = service.promise(TODAY)

    assert service.served_at.kinds == ("kelurahan",)
    assert term is not None
    assert (term.minutes, term.confirmed) == (15, False)
    assert not any(one.legal_basis.article for one in service.requirements)


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({}, []),
        ({"elements": []}, ["elements"]),
        ({"job_proof_file": None}, ["job_proof_file"]),
        ({"new_job": "100"}, ["new_job"]),
        ({"whose_data": "other"}, ["member"]),
        ({"elements": ["job", "religion"]}, ["old_religion", "new_religion", "religion_letter_file"]),
        (
            {"elements": ["marital"], "old_marital": "1", "new_marital": "2"},
            ["new_marital_on", "marriage_certificate_file"],
        ),
        ({"elements": ["marital"], "old_marital": "2", "new_marital": "6"}, ["death_certificate_file"]),
        ({"elements": ["marital"], "old_marital": "1", "new_marital": "3"}, ["new_marital"]),
        (
            {"elements": ["name"], "old_name": "Contoh", "new_name": "Contoh 2", "court_order_file": [FILE]},
            ["new_name"],
        ),
    ],
)
def test_a_change_asks_for_the_proof_of_each_element(
    change: Service, changes: dict[str, Any], lacking: list[str]
) -> None:
    assert missing(change, change_answers(**changes)) == lacking


def test_the_list_of_papers_follows_what_changes(change: Service) -> None:
    asked = [one.key for one in change.asked_requirements(change_answers(elements=["education", "name"]))]

    assert asked == ["family_card", "education_proof", "name_proof"]


def test_only_what_the_register_can_change_is_offered(change: Service) -> None:
    offered = {option.code for option in change.form.question("elements").options}

    assert offered == set(elements.LISTS) - {"marital_on"}
    # A requirement is called after its element: form F-1.06 names the proof beside it.
    assert {f"{element}_proof" for element in offered} <= {one.key for one in change.requirements}


def test_a_status_that_nothing_proves_cannot_be_asked_for(change: Service) -> None:
    offered = {option.code for option in change.form.question("new_marital").options}

    assert offered == {"2", "4", "6"}  # recorded marriage, recorded divorce, widowed
