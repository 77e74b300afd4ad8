"""Form F-1.02: one registration form for KK, KTP-el, KIA and changes of data, in its four blocks."""

from __future__ import annotations

from typing import Any

from .filling import Filling

Rows = list[tuple[str, Any]]


def registration(filling: Filling) -> dict[str, Any]:
    """The content for `papers.render_form`: applicant, request and attachments."""
    applicant = filling.answers.get("applicant") or {}
    return {
        "code": "F-1.02",
        "title": "Formulir Pendaftaran Peristiwa Kependudukan",
        "subtitle": "untuk KK, KTP-el, KIA, dan perubahan data",
        "signer": "Pemohon",
        "reference": filling.reference,
        "event_label": "Jenis permohonan",
        "event": filling.request,
        "office": filling.office,
        "submitted_at": filling.submitted_at,
        "sections": [
            section("I. Data pemohon", person(applicant)),
            section("II. Jenis permohonan", [("Diminta", filling.request)]),
            section("III. Persyaratan yang dilampirkan", numbered(filling.attachments)),
        ],
        "declaration": (
            "Demikian formulir ini saya isi dengan sesungguhnya. Bila keterangan ini tidak sesuai dengan keadaan "
            "sebenarnya, saya bersedia dikenai sanksi menurut peraturan perundang-undangan."
        ),
        "place_and_day": filling.signed_at,
        "reporter_name": applicant.get("name", ""),
        "officer": "",
    }


def person(one: dict[str, Any]) -> Rows:
    """Who somebody is, as the forms of registration ask it."""
    return [
        ("Nama lengkap", one.get("name")),
        ("NIK", one.get("nik")),
        ("Nomor kartu keluarga", one.get("kk_number")),
    ]


def numbered(papers: tuple[str, ...]) -> Rows:
    return [("Lampiran", name) for name in papers]


def section(title: str, rows: Rows) -> dict[str, Any]:
    lines = [{"label": label, "value": value} for label, value in rows]
    return {"title": title, "rows": lines, "pair": "", "side": ""}
