"""What is asked of a person unless a form or a domain says otherwise: each form picks from these by `ask`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Cleaned, Context, Problem, Severity
from tuntas.platform.forms.definition import Question

from .composites import Composite
from .identity import birth_day_in

PERSON: tuple[dict[str, Any], ...] = (
    {
        "key": "name",
        "type": "name",
        "label": {"id": "Nama lengkap", "en": "Full name"},
        "hint": {"id": "Seperti tertulis di KTP.", "en": "As written on the KTP."},
    },
    {
        "key": "nik",
        "type": "nik",
        "label": {"id": "NIK", "en": "NIK (identity number)"},
        "hint": {"id": "16 angka di KTP atau KK.", "en": "16 digits on the KTP or family card."},
    },
    {
        "key": "kk_number",
        "type": "kk_number",
        "label": {"id": "Nomor KK", "en": "Family card number"},
        "hint": {"id": "16 angka di bagian atas KK.", "en": "16 digits at the top of the family card."},
    },
    {
        "key": "sex",
        "type": "one_of",
        "label": {"id": "Jenis kelamin", "en": "Sex"},
        "options": [
            {"code": "male", "label": {"id": "Laki-laki", "en": "Male"}},
            {"code": "female", "label": {"id": "Perempuan", "en": "Female"}},
        ],
    },
    {
        "key": "birth_place",
        "type": "text",
        "label": {"id": "Tempat lahir", "en": "Place of birth"},
        "hint": {"id": "Kota atau kabupaten.", "en": "City or regency."},
        "max_length": 60,
    },
    {
        "key": "birth_date",
        "type": "date",
        "label": {"id": "Tanggal lahir", "en": "Date of birth"},
        "hint": {"id": "Contoh: 2-4-1990", "en": "For example 2-4-1990"},
        "past": True,
    },
    {
        "key": "nationality",
        "type": "one_of",
        "label": {"id": "Kewarganegaraan", "en": "Nationality"},
        "options": [
            {"code": "wni", "label": {"id": "Indonesia (WNI)", "en": "Indonesian (WNI)"}},
            {"code": "wna", "label": {"id": "Asing (WNA)", "en": "Foreign (WNA)"}},
        ],
    },
    {
        "key": "travel_document",
        "type": "text",
        "label": {"id": "Nomor paspor", "en": "Passport number"},
        "max_length": 40,
        "required": False,
    },
    {
        "key": "phone",
        "type": "phone",
        "label": {"id": "Nomor telepon", "en": "Telephone number"},
        "hint": {"id": "Contoh: 0812 3456 7890", "en": "For example 0812 3456 7890"},
    },
    {
        "key": "email",
        "type": "email",
        "label": {"id": "Alamat email", "en": "E-mail address"},
        "required": False,
    },
)


class Person(Composite):
    """A composite that compares a NIK with the birth date beside it."""

    def take(self, question: Question, raw: Any, name: str, context: Context) -> Cleaned:
        taken = super().take(question, raw, name, context)
        if not taken.problems and _differs(taken.value or {}):
            # A corrected birth date never changes a NIK, so a difference is legal: a second look, no refusal.
            message = _(
                "The date in this NIK differs from the date of birth. Please compare both with the card."
            )
            taken.problems.append(Problem(f"{name}.nik", message, question.label, Severity.WARNING))
        return taken


def _differs(person: dict[str, Any]) -> bool:
    inside = birth_day_in(person["nik"]) if person.get("nik") and person.get("birth_date") else None
    if inside is None:
        return False
    year, month, day = (int(part) for part in person["birth_date"].split("-"))
    return inside != (day, month, year % 100)
