"""A small form with one of everything, for the tests of this package."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tuntas.platform.forms import Form, Parsed, load, parse_page, register_options

TODAY = dt.date(2026, 11, 22)
FILE = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
PLACES = {
    "99.01.01.1001": "Melati, Taman, Kota Contoh",
    "99.01.02.1001": "Melati, Sawah, Kota Contoh",
    "99.01.02.1002": "Kenanga, Sawah, Kota Contoh",
}


def words(text: str) -> dict[str, str]:
    return {"id": text, "en": f"{text} (en)"}


def places(*, parent: str = "", query: str = "") -> list[tuple[str, str]]:
    if parent or not query:
        above = {"": "99.01", "99.01": "99.01.01", "99.01.01": "99.01.01.1001"}.get(parent)
        return [(above, PLACES.get(above, f"Bagian {above}"))] if above else []
    if query in PLACES:
        return [(query, PLACES[query])]
    return [(code, label) for code, label in PLACES.items() if query.lower() in label.split(",")[0].lower()]


register_options("example_places", places)

PAGES: list[dict[str, Any]] = [
    {"key": "name", "type": "name", "new": True, "label": words("Nama")},
    {"key": "born", "type": "date", "past": True, "label": words("Lahir")},
    {"key": "weight", "type": "number", "min": 200, "max": 9000, "label": words("Berat"), "required": False},
    {"key": "married", "type": "yes_no", "label": words("Menikah")},
    {
        "key": "spouse",
        "type": "person",
        "label": words("Pasangan"),
        "when": {"question": "married", "is": True},
        "ask": ["name", "nationality", "nik", "travel_document"],
        "but": {
            "nik": {"when": {"not": {"question": ".nationality", "is": "wna"}}},
            "travel_document": {"when": {"question": ".nationality", "is": "wna"}, "required": True},
        },
    },
    {"key": "home", "type": "place", "options_from": "example_places", "label": words("Rumah")},
    {
        "key": "witnesses",
        "type": "group",
        "min": 1,
        "max": 3,
        "row_label": words("Saksi"),
        "label": words("Saksi-saksi"),
        "fields": [
            {"key": "name", "type": "name", "label": words("Nama saksi")},
            {"key": "knows", "type": "yes_no", "label": words("Hadir?")},
            {
                "key": "why",
                "type": "text",
                "label": words("Mengapa tidak?"),
                "when": {"question": ".knows", "is": False},
            },
        ],
    },
    {
        "key": "likes",
        "type": "many_of",
        "label": words("Suka"),
        "options": [{"code": "tea", "label": words("Teh")}, {"code": "coffee", "label": words("Kopi")}],
    },
    {"key": "photo", "type": "file", "label": words("Foto")},
]


def definition(pages: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "code": "small",
        "version": 1,
        "title": words("Contoh"),
        "purpose": words("Mencoba"),
        "law": words("UU Contoh"),
        "retention": words("30 hari"),
        "sections": [{"key": "all", "title": words("Semua"), "pages": pages or PAGES}],
    }


def small_form() -> Form:
    return load(definition())


def drawable_form() -> Form:
    """Without its file question, whose drawing belongs to whoever stores files."""
    return load(definition(PAGES[:-1]))


def good_answers() -> dict[str, Any]:
    return {
        "name": "Bunga Melati",
        "born": "2022-04-02",
        "weight": 3200,
        "married": True,
        "spouse": {"name": "Jaya", "nationality": "wni", "nik": "9901010101900001"},
        "home": "99.01.02.1002",
        "witnesses": [{"name": "Saksi Satu", "knows": False, "why": "Di luar kota"}],
        "likes": ["tea"],
        "photo": [FILE],
    }


def post(page: str, fields: dict[str, Any], answers: dict[str, Any] | None = None) -> Parsed:
    """What one page of the small form makes of these fields."""
    return parse_page(small_form().page(page), fields, answers=answers or {}, today=TODAY)
