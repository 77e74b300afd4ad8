"""Loading a definition: a fault is named with file, line and field before anyone is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tuntas.platform.forms import DataFault, load
from tuntas.platform.forms.tests.small import definition, words

FILE = """
code: small
version: 1
title: {id: Contoh, en: Example}
sections:
  - key: all
    title: {id: Semua, en: All}
    pages:
      - key: name
        type: text
        label: {id: Nama, en: Name}
        required: false
      - key: since
        type: date
        label: {id: Sejak, en: Since}
        when: {question: name, filled: true}
"""


def test_reads_a_file(tmp_path: Path) -> None:
    form = load(written(tmp_path, FILE))

    assert [page.id for page in form.all_pages()] == ["name", "since"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("type: date", "type: datum", "small.yaml:13: sections[0].pages[1].type: “datum” is not one of"),
        (
            "{id: Sejak, en: Since}",
            "{id: Sejak}",
            "small.yaml:13: sections[0].pages[1].label: has no text for the language en",
        ),
        (
            "{id: Sejak, en: Since}",
            "Sejak",
            "small.yaml:13: sections[0].pages[1].label: wants a text in both languages",
        ),
        (
            "required: false",
            "requird: false",
            "small.yaml:9: sections[0].pages[0]: does not know the field requird",
        ),
        ("required: false", "required: maybe", "small.yaml:9: sections[0].pages[0].required: wants bool"),
        ("key: since", "key: name", "has the question name twice"),
        ("key: since", "key: Since!", "small.yaml:13: sections[0].pages[1].key"),
        ("filled: true", "filled: 1", "“filled” is true or false"),
        ("filled: true", "full: true", "a condition compares once"),
        ("question: name", "question: nmae", "asks for “nmae”, which is no question here"),
        ("version: 1", "version: one", "small.yaml:2: version: wants int"),
        ("version: 1", "version: 1\nversion: 2", "small.yaml:4: “version” is written twice"),
        ("code: small", "code: [small", "small.yaml:3:"),
    ],
)
def test_names_file_line_and_field_of_a_fault(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in FILE

    with pytest.raises(DataFault) as fault:
        load(written(tmp_path, FILE.replace(right, wrong)))

    assert said in str(fault.value)


@pytest.mark.parametrize(
    "page",
    [
        {"key": "a", "type": "one_of", "label": words("A")},
        {"key": "a", "type": "place", "label": words("A")},
        {"key": "a", "type": "group", "label": words("A")},
        {"key": "a", "type": "number", "label": words("A"), "max": "many"},
        {"key": "a", "type": "person", "label": words("A"), "ask": ["shoe_size"]},
        {
            "key": "a",
            "type": "person",
            "label": words("A"),
            "ask": ["name"],
            "but": {"nik": {"required": False}},
        },
        {"key": "a", "type": "text", "label": words("A"), "options": [{"code": 1, "label": words("B")}]},
        {"key": "a", "type": "text", "label": words("A"), "when": {"any": {"question": "a", "is": 1}}},
        {"key": "a", "type": "text", "label": words("A"), "when": {"question": "a", "greater": 2**60}},
    ],
)
def test_a_question_that_cannot_be_meant_so_is_refused(page: dict[str, Any]) -> None:
    with pytest.raises(DataFault):
        load(definition([page]))


def written(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path
