"""Check-your-answers, the JSON Schema, the privacy notice: what else comes from one definition."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from jsonschema import Draft202012Validator

from tuntas.platform.forms import json_schema, privacy_notice, record_of_processing, summary
from tuntas.platform.forms.tests.small import good_answers, small_form


def test_says_each_answer_in_the_readers_words() -> None:
    with translation.override("en"):
        rows = {row.key: row for section in summary(small_form(), good_answers()) for row in section.rows}

        assert str(rows["name"].label) == "Nama (en)"
        assert rows["born"].answer == "2 April 2022"
        assert rows["married"].answer == "Yes"
        assert rows["home"].answer == "Kenanga, Sawah, Kota Contoh"
        assert rows["likes"].answer == "Teh (en)"
        assert rows["photo"].answer == "1 file"
        assert [answer for _label, answer in rows["spouse"].parts] == [
            "Jaya",
            "Indonesian (WNI)",
            "9901 0101 0190 0001",
        ]
        assert str(rows["witnesses"].label) == "Saksi (en) 1"


def test_leaves_a_place_for_an_answer_not_given() -> None:
    rows = {row.key: row for section in summary(small_form(), {}) for row in section.rows}

    assert rows["name"].answer == ""
    assert "spouse" not in rows


def test_schema_takes_good_answers() -> None:
    schema = json_schema(small_form())

    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(good_answers())) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("born", "2-4-2022"),
        ("weight", "3200"),
        ("weight", 100),
        ("married", "yes"),
        ("likes", ["wine"]),
        ("likes", []),
        ("witnesses", []),
        ("witnesses", [{"name": "A", "shoe": 1}]),
        ("spouse", {"name": "Jaya"}),
        ("spouse", {"name": "Jaya", "nationality": "wni", "nik": "12"}),
        ("photo", "x"),
        ("surprise", 1),
    ],
)
def test_schema_refuses_what_the_form_refuses(key: str, value: Any) -> None:
    validator = Draft202012Validator(json_schema(small_form()))

    assert list(validator.iter_errors({**good_answers(), key: value}))


def test_schema_asks_for_what_the_answers_call_for() -> None:
    validator = Draft202012Validator(json_schema(small_form()))
    without = {key: value for key, value in good_answers().items() if key != "spouse"}

    assert list(validator.iter_errors(without))
    assert not list(validator.iter_errors({**without, "married": False}))


def test_notice_says_purpose_law_and_retention_of_every_question() -> None:
    [notice] = privacy_notice(small_form())

    assert (str(notice.purpose), str(notice.law), str(notice.retention)) == ("Mencoba", "UU Contoh", "30 hari")
    assert len(notice.asked) == 9


def test_record_of_processing_lists_the_parts_of_a_person() -> None:
    fields = [one.field for one in record_of_processing(small_form())]

    assert "spouse.nik" in fields
    assert all(one.purpose and one.law and one.retention for one in record_of_processing(small_form()))
