"""The forms of the regulation show what was answered, and a dash where nothing was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pypdfium2

from tuntas.domains.documents import f201, papers
from tuntas.domains.documents.filling import Filling, StatedChange

from .reading import squeezed, text_of

AT = datetime(2026, 11, 3, tzinfo=UTC)
ANSWERS: dict[str, Any] = {
    "applicant_relation": "mother",
    "kk_number": "9971010311260002",
    "child_name": "CONTOH PERTAMA",
    "child_sex": "female",
    "birth_date": "2026-11-02",
    "birth_time": "10.42",
    "birth_place_kind": "hospital",
    "birth_place": "Jakarta",
    "birth_kind": "single",
    "birth_order": 2,
    "birth_helper": "midwife",
    "birth_weight": 3200,
    "birth_length": 48.5,
    "mother": {
        "name": "CONTOH IBU SATU",
        "nik": "9971014401980003",
        "nationality": "wni",
        "birth_date": "1998-01-04",
    },
    "father": {
        "name": "CONTOH BAPAK SATU",
        "nik": "9971011204950002",
        "nationality": "wni",
        "birth_place": "Bogor",
    },
    "witnesses": [
        {"name": "CONTOH SAKSI SATU", "nik": "9971011204950004"},
        {"name": "CONTOH SAKSI DUA", "nik": "9971011204950005"},
    ],
}


def filled(answers: dict[str, Any]) -> bytes:
    content = f201.birth(
        answers,
        reference="K7QPM-2XW9H-4",
        office="Kelurahan Contoh Utara",
        submitted_at="Selasa, 3 November 2026 pukul 09.12",
        signed_at="Jakarta, 3 November 2026",
    )
    return papers.render_form(content, specimen=True, at=datetime(2026, 11, 3, tzinfo=UTC))


def test_shows_every_answer_on_one_page() -> None:
    page = filled(ANSWERS)

    shown = squeezed(text_of(page))
    people = [ANSWERS["mother"], ANSWERS["father"], *ANSWERS["witnesses"]]
    for text in [
        ANSWERS["child_name"],
        *[person["name"] for person in people],
        *[person["nik"] for person in people],
    ]:
        assert squeezed(text) in shown
    for words in (
        "Senin, 2 November 2026",
        "2. Perempuan",
        "1. RS/RB",
        "2. Bidan/Perawat",
        "3200 gram",
        "48,5 cm",
    ):
        assert squeezed(words) in shown
    assert len(pypdfium2.PdfDocument(page)) == 1


def test_reporter_is_the_parent_who_applied_with_the_family_card_number() -> None:
    content = f201.birth(ANSWERS, reference="", office="", submitted_at="", signed_at="")

    reporter = {row["label"]: row["value"] for row in content["sections"][0]["rows"]}
    assert reporter["Nama"] == "CONTOH IBU SATU"
    assert reporter["Nomor kartu keluarga"] == "9971010311260002"


def test_names_no_father_where_the_certificate_will_name_none() -> None:
    page = filled({**ANSWERS, "parents_marriage": "mother_only"})

    assert "CONTOHBAPAKSATU" not in squeezed(text_of(page))


def test_stands_without_father_and_without_any_answer() -> None:
    assert "CONTOHBAPAKSATU" not in squeezed(text_of(filled({**ANSWERS, "father": None})))
    assert filled({}).startswith(b"%PDF")


def stated() -> Filling:
    return Filling(
        answers={
            "applicant": {
                "name": "CONTOH IBU SATU",
                "nik": "9971014401980003",
                "kk_number": "9971010311260002",
            },
            "whose_data": "other",
            "member": {"name": "CONTOH BAPAK SATU", "nik": "9971011204950002"},
        },
        reference="K7QPM-2XW9H-4",
        office="Kelurahan Contoh Utara",
        submitted_at="Selasa, 3 November 2026 pukul 09.12",
        signed_at="Jakarta, 3 November 2026",
        request="IV. Perubahan data",
        attachments=("Kartu keluarga (KK) lama", "Ijazah"),
        changes=(StatedChange("Pendidikan terakhir", "SLTA", "D-IV/S1", "Ijazah"),),
    )


def test_f_1_02_names_the_applicant_the_request_and_each_paper() -> None:
    shown = squeezed(text_of(papers.filled_form("f-1.02", stated(), specimen=True, at=AT)))

    for text in ("F-1.02", "CONTOH IBU SATU", "9971010311260002", "IV. Perubahan data", "Ijazah"):
        assert squeezed(text) in shown
    assert "CONTOHBAPAKSATU" not in shown


def test_f_1_06_states_whose_data_change_from_what_to_what() -> None:
    shown = squeezed(text_of(papers.filled_form("f-1.06", stated(), specimen=True, at=AT)))

    for text in ("F-1.06", "CONTOH BAPAK SATU", "9971011204950002", "Pendidikan terakhir", "SLTA", "D-IV/S1"):
        assert squeezed(text) in shown
