"""Form F-2.01 in its own words and order, from the answers that the birth service's form asked for."""

from __future__ import annotations

from typing import Any

from .wording import day, weekday

Answers = dict[str, Any]

# The choices as the paper form prints them; the codes are the catalogue's.
_SEXES = {"male": "1. Laki-laki", "female": "2. Perempuan"}
_PLACES = {
    "hospital": "1. RS/RB",
    "puskesmas": "2. Puskesmas",
    "polindes": "3. Polindes",
    "home": "4. Rumah",
    "other": "5. Lainnya",
}
_BIRTHS = {
    "single": "1. Tunggal",
    "twins": "2. Kembar 2",
    "triplets": "3. Kembar 3",
    "quadruplets": "4. Kembar 4",
    "other": "5. Lainnya",
}
_HELPERS = {
    "doctor": "1. Dokter",
    "midwife": "2. Bidan/Perawat",
    "traditional": "3. Dukun",
    "other": "4. Lainnya",
}
_NATIONALITIES = {"wni": "WNI", "wna": "WNA"}


def birth(
    answers: Answers, *, reference: str, office: str, submitted_at: str, signed_at: str
) -> dict[str, Any]:
    """The content for `papers.render_form`: reporter, two witnesses, parents and child.

    `submitted_at` and `signed_at` ("Jakarta, 3 November 2026") are printed as they are.
    """
    reporter = _reporter(answers)
    witnesses = [*(answers.get("witnesses") or []), {}, {}][:2]
    return {
        "code": "F-2.01",
        "title": "Formulir Pelaporan Pencatatan Sipil",
        "subtitle": "di dalam wilayah Negara Kesatuan Republik Indonesia",
        "signer": "Pelapor",
        "reference": reference,
        "event_label": "Jenis pelaporan",
        "event": "Kelahiran",
        "office": office,
        "submitted_at": submitted_at,
        "sections": [
            _section("Data pelapor", _identity(reporter)),
            _section("Data saksi I", _identity(witnesses[0]), pair="witnesses", side="left"),
            _section("Data saksi II", _identity(witnesses[1]), pair="witnesses", side="right"),
            _section("Data ayah", _parent(_father(answers)), pair="parents", side="left"),
            _section("Data ibu", _parent(answers.get("mother") or {}), pair="parents", side="right"),
            _section("Data anak", _child(answers)),
        ],
        "declaration": (
            "Demikian formulir ini saya isi dengan sesungguhnya. Bila keterangan ini tidak sesuai dengan keadaan "
            "sebenarnya, saya bersedia dikenai sanksi menurut peraturan perundang-undangan."
        ),
        "place_and_day": signed_at,
        "reporter_name": reporter.get("name", ""),
        "officer": "",
    }


def _reporter(answers: Answers) -> Answers:
    who = answers.get("applicant_relation")
    if who in {"mother", "father"}:
        return {**(answers.get(who) or {}), "kk_number": answers.get("kk_number", "")}
    return answers.get("applicant") or {}


def _father(answers: Answers) -> Answers:
    # Who was typed before "without proof of marriage" was chosen stays in the answers, but is not reported.
    return {} if answers.get("parents_marriage") == "mother_only" else answers.get("father") or {}


def _identity(person: Answers) -> list[tuple[str, Any]]:
    return [
        ("Nama", person.get("name")),
        ("NIK", person.get("nik")),
        ("Nomor dokumen perjalanan", person.get("travel_document")),
        ("Nomor kartu keluarga", person.get("kk_number")),
        (
            "Kewarganegaraan",
            _NATIONALITIES.get(person.get("nationality") or "", "WNI" if person.get("nik") else ""),
        ),
    ]


def _parent(person: Answers) -> list[tuple[str, Any]]:
    return [
        ("Nama", person.get("name")),
        ("NIK", person.get("nik")),
        ("Tempat lahir", person.get("birth_place")),
        ("Tanggal lahir", day(person.get("birth_date"))),
        ("Kewarganegaraan", _NATIONALITIES.get(person.get("nationality") or "", "")),
    ]


def _child(answers: Answers) -> list[tuple[str, Any]]:
    born = answers.get("birth_date")
    return [
        ("Nama", answers.get("child_name")),
        ("Jenis kelamin", _SEXES.get(answers.get("child_sex") or "")),
        ("Tempat dilahirkan", _PLACES.get(answers.get("birth_place_kind") or "")),
        ("Tempat kelahiran", answers.get("birth_place")),
        ("Hari dan tanggal lahir", ", ".join(part for part in (weekday(born), day(born)) if part)),
        ("Pukul", answers.get("birth_time")),
        ("Jenis kelahiran", _BIRTHS.get(answers.get("birth_kind") or "")),
        ("Kelahiran ke", answers.get("birth_order")),
        ("Penolong kelahiran", _HELPERS.get(answers.get("birth_helper") or "")),
        ("Berat bayi", _measured(answers.get("birth_weight"), "gram")),
        ("Panjang bayi", _measured(answers.get("birth_length"), "cm")),
    ]


def _measured(value: Any, unit: str) -> str:
    return f"{value} {unit}".replace(".", ",") if value not in (None, "") else ""


def _section(title: str, rows: list[tuple[str, Any]], *, pair: str = "", side: str = "") -> dict[str, Any]:
    lines = [{"label": label, "value": value} for label, value in rows]
    return {"title": title, "rows": lines, "pair": pair, "side": side}
