"""The catalogue's files: what a resident reads, which law stands behind it, and that adding a file adds a service."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tuntas.domains.catalogue import queries
from tuntas.domains.catalogue.queries import FOLDER, Catalogue, NoSuchService
from tuntas.domains.catalogue.rules import OutputKind, Service
from tuntas.platform.forms import DataFault, check, register_options

TODAY = dt.date(2026, 11, 22)
BIRTH = "akta-kelahiran"
FILE = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"

TINY = """
code: legalisasi
version: 1
valid_from: "2026-01-01"
name: {id: Legalisasi, en: Certified copy}
summary: {id: Salinan yang disahkan., en: A certified copy.}
who_may_apply: [{id: Pemilik dokumen, en: The holder}]
fee:
  amount: 0
  legal_basis: &law
    text: {id: UU 24/2013, en: Law 24/2013}
    article: null
    confirmed: false
    source: null
requirements:
  - key: original
    name: {id: Dokumen asli, en: The original}
    papers: [{key: original, name: {id: Dokumen asli, en: The original}, question: original_file}]
    legal_basis: *law
channels: [counter]
served_at: {kinds: [kelurahan], place_question: place}
promises: [{minutes: 30, valid_from: "2026-01-01", valid_until: "2026-06-30", confirmed: false}]
outputs: [{key: copy, name: {id: Salinan, en: Copy}, kind: signed_pdf, signed_by: registrar}]
retention: {draft_days: 30}
survey: skm-online-v1
form:
  code: legalisasi
  version: 1
  title: {id: Legalisasi, en: Certified copy}
  sections:
    - key: all
      title: {id: Semua, en: All}
      pages:
        - {key: place, type: text, label: {id: Tempat, en: Place}}
        - {key: original_file, type: file, label: {id: Foto, en: Photo}}
"""


@pytest.fixture
def birth() -> Service:
    return queries.service(BIRTH, TODAY)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    from tuntas.platform.forms.types import options

    monkeypatch.setattr(options, "_providers", dict(options._providers))
    register_options("regions", lambda *, parent="", query="": [(query, query)] if query else [])


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


def test_no_article_stands_where_no_source_was_read() -> None:
    for service in queries.services():
        for language in ("id", "en"):
            with translation.override(language):
                for requirement in service.requirements:
                    text = render_to_string("catalogue/_requirement.html", {"requirement": requirement})
                    has_article = bool(re.search(r"\b(Pasal|Ps|Article)\b", text))
                    assert has_article is (
                        requirement.legal_basis.confirmed and bool(requirement.legal_basis.article)
                    )


def test_an_article_that_was_read_is_shown(birth: Service) -> None:
    with translation.override("id"):
        assert str(birth.fee.legal_basis) == "UU 24/2013 Pasal 79A"
        assert str(replace(birth.fee.legal_basis, confirmed=False)) == "UU 24/2013"


def test_staff_see_that_a_legal_basis_is_not_confirmed(birth: Service) -> None:
    context = {"requirement": birth.requirement("birth_proof")}

    with translation.override("en"):
        public = render_to_string("catalogue/_requirement.html", context)
        staff = render_to_string("catalogue/_requirement.html", {**context, "for_staff": True})

    assert "not confirmed" not in public
    assert "not confirmed" in staff


def test_a_guessed_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "legalisasi.yaml"
    path.write_text(TINY.replace("article: null", 'article: "19"'), encoding="utf-8")

    with pytest.raises(DataFault, match=r"legalisasi\.yaml:\d+: fee\.legal_basis\.article"):
        Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        ("question: original_file", "question: other_file", "requirements.original"),
        ("place_question: place", "place_question: palace", "served_at.place_question"),
        ("kind: signed_pdf, signed_by: registrar", "kind: signed_pdf", r"outputs\[0\].signed_by"),
        ("kind: signed_pdf", "kind: paper", r"outputs\[0\].kind"),
        ("minutes: 30", "minutes: 0", r"promises\[0\].minutes"),
        ("channels: [counter]", "channels: [counter]\neffect: brith", "effect"),
        ("channels: [counter]", "channels: [counter]\naccept_within_minutes: 0", "accept_within_minutes"),
        ("draft_days: 30", "draft_days: 0", "retention.draft_days"),
        (
            'valid_from: "2026-01-01", valid_until',
            'valid_from: "January", valid_until',
            r"promises\[0\].valid_from",
        ),
        ("survey: skm-online-v1", "surveys: skm-online-v1", "survey"),
        ("type: text,", "type: word,", r"form.sections\[0\].pages\[0\].type"),
    ],
)
def test_a_fault_names_file_and_field(tmp_path: Path, right: str, wrong: str, field: str) -> None:
    assert right in TINY
    (tmp_path / "legalisasi.yaml").write_text(TINY.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DataFault, match=rf"legalisasi\.yaml:\d+: {field}"):
        Catalogue(tmp_path)


def test_adding_a_file_adds_a_service(tmp_path: Path) -> None:
    (tmp_path / "akta-kelahiran.yaml").write_text((FOLDER / "akta-kelahiran.yaml").read_text(encoding="utf-8"))
    (tmp_path / "legalisasi.yaml").write_text(TINY, encoding="utf-8")

    catalogue = Catalogue(tmp_path)
    added = catalogue.service("legalisasi", TODAY)

    assert [one.code for one in catalogue.services(TODAY)] == [BIRTH, "legalisasi"]
    assert [page.id for page in added.form.pages({})] == ["place", "original-file"]
    assert check(added.form, {"place": "Jakarta", "original_file": [FILE]}, today=TODAY) == []
    assert added.accept_within_minutes == 60


def test_a_promise_ends_with_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "legalisasi.yaml").write_text(TINY, encoding="utf-8")
    service = Catalogue(tmp_path).service("legalisasi", TODAY)

    assert service.promise(dt.date(2026, 6, 30)).minutes == 30
    assert service.promise(dt.date(2026, 7, 1)) is None


def test_a_case_keeps_the_version_it_was_asked_with(tmp_path: Path) -> None:
    newer = TINY.replace('version: 1\nvalid_from: "2026-01-01"', 'version: 2\nvalid_from: "2026-12-01"')
    (tmp_path / "legalisasi.v1.yaml").write_text(TINY, encoding="utf-8")
    (tmp_path / "legalisasi.yaml").write_text(newer, encoding="utf-8")
    catalogue = Catalogue(tmp_path)

    assert catalogue.service("legalisasi", TODAY).version == 1
    assert catalogue.service("legalisasi", dt.date(2026, 12, 1)).version == 2
    assert catalogue.version("legalisasi", 1).version == 1


def test_two_files_of_one_version_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(TINY, encoding="utf-8")

    with pytest.raises(DataFault, match="version 1 twice"):
        Catalogue(tmp_path)


def test_an_unknown_service_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchService):
        queries.service("akta-perceraian", TODAY)
    with pytest.raises(NoSuchService):
        queries.service(BIRTH, dt.date(2020, 1, 1))
