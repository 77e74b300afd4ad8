"""Persons and rows: what is kept of their parts, and where a problem stands."""

from __future__ import annotations

from django.utils import translation

from tuntas.platform.forms import load, parse_page
from tuntas.platform.forms.tests.small import TODAY, definition, post, words


def test_a_person_keeps_the_good_parts_and_names_the_bad_one() -> None:
    fields = {"spouse.name": "Jaya", "spouse.nationality": "wni", "spouse.nik": "12"}

    parsed = post("spouse", fields, {"married": True})

    assert parsed.values == {"spouse": {"name": "Jaya", "nationality": "wni"}}
    assert [error.name for error in parsed.errors] == ["spouse.nik"]
    assert parsed.shown["spouse"]["nik"] == "12"


def test_a_condition_inside_a_person_decides_what_is_missing() -> None:
    fields = {"spouse.name": "Jaya", "spouse.nationality": "wna"}

    parsed = post("spouse", fields, {"married": True})

    assert [error.name for error in parsed.errors] == ["spouse.travel_document"]


def test_a_part_that_is_no_longer_asked_is_not_kept() -> None:
    fields = {"spouse.name": "Jaya", "spouse.nationality": "wna", "spouse.travel_document": "X1"}
    hidden = {"spouse.nik": "9901010101900001"}  # typed before the nationality, and hidden since

    parsed = post("spouse", fields | hidden, {"married": True})

    assert parsed.ok
    assert parsed.values == {"spouse": {"name": "Jaya", "nationality": "wna", "travel_document": "X1"}}
    assert parsed.shown["spouse"]["nik"] == "9901010101900001"


def test_a_part_of_a_row_that_is_no_longer_asked_is_not_kept() -> None:
    fields = {"witnesses.0.name": "Satu", "witnesses.0.knows": "yes", "witnesses.0.why": "Di luar kota"}

    assert post("witnesses", fields).values == {"witnesses": [{"name": "Satu", "knows": True}]}


def test_an_error_stands_at_its_row_although_an_empty_row_stands_before_it() -> None:
    fields = {
        "witnesses.0.name": "Satu",
        "witnesses.0.knows": "yes",
        "witnesses.1.name": "",
        "witnesses.2.name": "Tiga",
    }

    parsed = post("witnesses", fields)

    assert [error.name for error in parsed.errors] == ["witnesses.2.knows"]
    assert len(parsed.shown["witnesses"]) == 3


def test_a_nik_of_another_birthday_only_warns() -> None:
    person = {"ask": ["nik", "birth_date"]}
    form = load(definition([{"key": "a", "type": "person", "label": words("A"), **person}]))
    typed = {"a.nik": "9901014305900001", "a.birth_date": "4-5-1990"}

    same = parse_page(form.page("a"), {**typed, "a.birth_date": "3-5-1990"}, answers={}, today=TODAY)
    other = parse_page(form.page("a"), typed, answers={}, today=TODAY)

    assert same.ok
    assert other.errors == []
    assert [warning.name for warning in other.warnings] == ["a.nik"]
    assert other.values == {"a": {"nik": "9901014305900001", "birth_date": "1990-05-04"}}


def test_a_row_is_added_without_judging_the_page() -> None:
    parsed = post("witnesses", {"witnesses.0.name": "Saksi", "witnesses.add": "1"})

    assert parsed.is_unfinished
    assert not parsed.ok
    assert parsed.errors == []
    assert len(parsed.shown["witnesses"]) == 2


def test_a_row_is_removed() -> None:
    fields = {"witnesses.0.name": "Satu", "witnesses.1.name": "Dua", "witnesses.remove": "0"}

    parsed = post("witnesses", fields)

    assert [row["name"] for row in parsed.shown["witnesses"]] == ["Dua"]


def test_rows_keep_their_order_after_one_was_removed_in_the_browser() -> None:
    fields = {
        "witnesses.2.name": "Tiga",
        "witnesses.2.knows": "yes",
        "witnesses.0.name": "Satu",
        "witnesses.0.knows": "yes",
    }

    parsed = post("witnesses", fields)

    assert parsed.ok
    assert [row["name"] for row in parsed.values["witnesses"]] == ["Satu", "Tiga"]


def test_a_condition_inside_a_row_asks_of_that_row_only() -> None:
    fields = {
        "witnesses.0.name": "Satu",
        "witnesses.0.knows": "yes",
        "witnesses.1.name": "Dua",
        "witnesses.1.knows": "no",
    }

    assert [error.name for error in post("witnesses", fields).errors] == ["witnesses.1.why"]


def test_more_rows_than_allowed_are_not_read() -> None:
    fields = {f"witnesses.{number}.name": "Saksi" for number in range(9)}

    assert len(post("witnesses", fields).shown["witnesses"]) == 3


def test_a_problem_says_which_row_and_which_person_it_is_about() -> None:
    with translation.override("en"):
        rows = post("witnesses", {"witnesses.0.name": "", "witnesses.1.name": "", "witnesses.1.knows": "yes"})
        person = post("spouse", {"spouse.name": ""}, {"married": True})

        assert [str(problem.label) for problem in rows.errors] == [
            "Saksi (en) 1 – Nama saksi (en)",
            "Saksi (en) 1 – Hadir? (en)",
            "Saksi (en) 2 – Nama saksi (en)",
        ]
        assert str(person.errors[0].label).startswith("Pasangan (en) – ")
