"""What is asked of a person unless a form or a domain says otherwise: each form picks from these by `ask`."""

from __future__ import annotations

from typing import Any

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
