"""Form F-1.06: the applicant states which data of which member change, from what, to what, and by which proof."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .f102 import person, section
from .filling import Filling


def statement(filling: Filling) -> dict[str, Any]:
    """The content for `papers.render_form`: who states it, about whom, and the table of changes."""
    applicant = filling.answers.get("applicant") or {}
    card = applicant.get("kk_number", "")
    member = applicant if filling.answers.get("whose_data") == "mine" else filling.answers.get("member") or {}
    return {
        "code": "F-1.06",
        "title": "Surat Pernyataan Perubahan Elemen Data Kependudukan",
        "subtitle": "dilampirkan pada formulir F-1.02",
        "signer": "Yang menyatakan",
        "reference": filling.reference,
        "event_label": "Pernyataan",
        "event": "Perubahan elemen data",
        "office": filling.office,
        "submitted_at": filling.submitted_at,
        "sections": [
            section("Yang menyatakan", person(applicant)),
            section("Anggota keluarga yang datanya berubah", person({**member, "kk_number": card})),
        ],
        "changes": [asdict(change) for change in filling.changes],
        "declaration": (
            "Saya menyatakan bahwa perubahan di atas benar dan buktinya saya lampirkan. Bila pernyataan ini tidak "
            "benar, saya bersedia dikenai sanksi menurut peraturan perundang-undangan."
        ),
        "place_and_day": filling.signed_at,
        "reporter_name": applicant.get("name", ""),
        "officer": "",
    }
