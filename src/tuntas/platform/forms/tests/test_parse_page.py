"""Reading one posted page: what is kept, what is said, what is shown again."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tuntas.platform.forms import Parsed, load, parse_page
from tuntas.platform.forms.tests.small import FILE, TODAY, definition, post, words


def one(kind: str, typed: str, **settings: Any) -> Parsed:
    form = load(definition([{"key": "a", "type": kind, "label": words("A"), **settings}]))
    return parse_page(form.page("a"), {"a": typed}, answers={}, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2-4-22", "2022-04-02"),
        ("2 April 2022", "2022-04-02"),
        ("02/04/2022", "2022-04-02"),
        ("2.4.2022", "2022-04-02"),
        ("02042022", "2022-04-02"),
        ("2022-04-02", "2022-04-02"),
        ("Sabtu, 2 April 2022", "2022-04-02"),
        ("April 2, 2022", "2022-04-02"),
        ("2 apr 22", "2022-04-02"),
        ("17 Agustus 45", "1945-08-17"),
        ("3 Mei 1990", "1990-05-03"),
        ("3 May 1990", "1990-05-03"),
        ("1 Pebruari 70", "1970-02-01"),
        ("9-Nop-1999", "1999-11-09"),
        ("22-11-26", "2026-11-22"),
        ("23-11-26", "1926-11-23"),
        ("29-2-24", "2024-02-29"),
    ],
)
def test_reads_a_birth_date_as_people_type_it(typed: str, kept: str) -> None:
    assert post("born", {"born": typed}).values == {"born": kept}


@pytest.mark.parametrize(
    "typed", ["31-2-2020", "4/13/2022", "kemarin", "2-4", "29-2-2023", "1-1-0022", "2 Foo 2020"]
)
def test_refuses_what_is_no_date(typed: str) -> None:
    parsed = post("born", {"born": typed})

    assert not parsed.ok
    assert parsed.values == {"born": None}
    assert parsed.shown == {"born": typed}


def test_refuses_a_birth_in_the_future_in_the_readers_language() -> None:
    with translation.override("en"):
        parsed = post("born", {"born": "1-1-2027"})

        assert [str(error.message) for error in parsed.errors] == [
            "This date lies in the future. Please check it."
        ]


@pytest.mark.parametrize(
    ("typed", "kept"), [("3200", 3200), ("3.200", 3200), ("3,200", 3200), ("3 200", 3200), (" 200 ", 200)]
)
def test_reads_a_whole_number(typed: str, kept: int) -> None:
    assert post("weight", {"weight": typed}).values == {"weight": kept}


@pytest.mark.parametrize("typed", ["3,2", "199", "9001", "tiga", "-300", "1e3", "٣٢٠٠"])
def test_refuses_a_number_that_does_not_fit(typed: str) -> None:
    assert [error.name for error in post("weight", {"weight": typed}).errors] == ["weight"]


@pytest.mark.parametrize(("typed", "kept"), [("48,5", 48.5), ("48.5", 48.5), ("48", 48), ("48,0", 48)])
def test_reads_a_broken_number(typed: str, kept: float) -> None:
    assert one("number", typed, decimals=1).values == {"a": kept}


@pytest.mark.parametrize(
    ("typed", "kept"), [("10.42", "10:42"), ("10:42", "10:42"), ("7", "07:00"), ("pukul 0.05 WIB", "00:05")]
)
def test_reads_a_time(typed: str, kept: str) -> None:
    assert one("time", typed).values == {"a": kept}


@pytest.mark.parametrize("typed", ["24.00", "10.60", "siang"])
def test_refuses_what_is_no_time(typed: str) -> None:
    assert not one("time", typed).ok


@pytest.mark.parametrize("typed", ["9901014101900001", "9901 0141 0190 0001", "9901.0141.0190.0001"])
def test_takes_a_nik_by_its_form(typed: str) -> None:
    parsed = one("nik", typed)

    assert parsed.ok
    assert parsed.values == {"a": "9901014101900001"}


@pytest.mark.parametrize(
    "typed", ["990101410190000", "99010141019000011", "9901014101900000", "990101410190000A"]
)
def test_refuses_a_nik_of_another_form(typed: str) -> None:
    assert not one("nik", typed).ok


def test_a_strange_date_in_a_nik_only_warns_and_passes_when_confirmed() -> None:
    form = load(definition([{"key": "a", "type": "nik", "label": words("A")}]))
    fields = {"a": "9901013502900001"}

    first = parse_page(form.page("a"), fields, answers={}, today=TODAY)
    again = parse_page(form.page("a"), {**fields, "confirmed": "a "}, answers={}, today=TODAY)

    assert not first.ok
    assert first.errors == []
    assert first.values == {"a": "9901013502900001"}
    assert again.ok


@pytest.mark.parametrize("name", ["B" * 61, "Budi2", "Dr. Budi Jaya", "Budi, S.Kom", "B@di Jaya"])
def test_refuses_a_new_name_that_the_rules_forbid(name: str) -> None:
    assert post("name", {"name": name}).errors


@pytest.mark.parametrize("name", ["Budi", "José Maria"])
def test_warns_of_a_new_name_that_is_unusual(name: str) -> None:
    parsed = post("name", {"name": name})

    assert parsed.errors == []
    assert parsed.warnings


@pytest.mark.parametrize("name", ["Budi Jaya", "B" * 29 + " " + "C" * 30])
def test_takes_a_new_name_within_the_rules(name: str) -> None:
    assert post("name", {"name": name}).ok


@pytest.mark.parametrize("name", ["Soekarno", "H. Abd. Karim", "Budi 2"])
def test_takes_names_recorded_earlier_as_they_are(name: str) -> None:
    assert one("name", name).ok


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("62812 3456 7890", "+6281234567890"),
    ],
)
def test_reads_a_telephone_number(typed: str, kept: str) -> None:
    assert one("phone", typed).values == {"a": kept}


def test_refuses_what_is_no_address_of_mail() -> None:
    assert not one("email", "nama@contoh").ok


def test_an_empty_answer_is_taken_back_and_said() -> None:
    parsed = post("name", {"name": "  "}, {"name": "Bunga Melati"})

    assert parsed.values == {"name": None}
    assert [error.name for error in parsed.errors] == ["name"]


def test_an_optional_question_may_stay_empty() -> None:
    assert post("weight", {"weight": ""}).ok


def test_a_code_that_was_not_offered_is_refused() -> None:
    assert not post("likes", {"likes": ["tea", "wine"]}).ok
    assert not post("married", {"married": "maybe"}).ok


def test_a_place_is_found_by_its_name() -> None:
    assert post("home", {"home": "kenanga"}).values == {"home": "99.01.02.1002"}


def test_namesakes_are_asked_about_and_the_choice_counts() -> None:
    first = post("home", {"home": "Melati"})
    second = post("home", {"home": "Melati", "home.was": "Melati", "home.choice": "99.01.02.1001"})

    assert not first.ok
    assert second.values == {"home": "99.01.02.1001"}


def test_another_name_typed_since_counts_before_the_old_choice() -> None:
    parsed = post("home", {"home": "Kenanga", "home.was": "Melati", "home.choice": "99.01.02.1001"})

    assert parsed.values == {"home": "99.01.02.1002"}


def test_a_whole_label_finds_its_place() -> None:
    assert post("home", {"home": "Melati, Sawah, Kota Contoh"}).values == {"home": "99.01.02.1001"}


def test_a_place_is_chosen_step_by_step() -> None:
    first = post("home", {"home": "", "home.below": "99.01", "home.step": "1"})
    second = post("home", {"home": "", "home.below": "99.01.01"})
    last = post("home", {"home": "", "home.below": "99.01.01.1001", "home.step": "1"})

    assert (first.is_unfinished, first.errors) == (True, [])
    assert second.is_unfinished
    assert last.ok
    assert last.values == {"home": "99.01.01.1001"}


def test_pressing_enter_beside_the_list_reads_the_typed_name() -> None:
    assert post("home", {"home": "Kenanga", "home.below": "", "home.step": "1"}).values == {
        "home": "99.01.02.1002"
    }


def test_an_unknown_place_is_refused() -> None:
    assert not post("home", {"home": "Antah Berantah"}).ok


def test_posted_file_ids_prove_nothing() -> None:
    parsed = post("photo", {"photo": [FILE]})

    assert [error.name for error in parsed.errors] == ["photo"]
    assert parsed.values == {"photo": []}


def test_a_stored_file_is_kept_or_taken_off() -> None:
    kept = post("photo", {"photo": [FILE]}, {"photo": [FILE]})
    taken_off = post("photo", {}, {"photo": [FILE]})

    assert kept.ok
    assert kept.values == {"photo": [FILE]}
    assert taken_off.values == {"photo": []}


def test_a_question_that_was_not_drawn_keeps_its_answer() -> None:
    pages = [
        {"key": "a", "type": "yes_no", "label": words("A")},
        {
            "id": "two",
            "questions": [
                {"key": "b", "type": "text", "label": words("B")},
                {"key": "c", "type": "text", "label": words("C"), "when": {"question": "a", "is": True}},
            ],
        },
    ]
    page = load(definition(pages)).page("two")

    parsed = parse_page(page, {"b": "x"}, answers={"a": False, "c": "kept"}, today=TODAY)

    assert parsed.ok
    assert parsed.values == {"b": "x"}
