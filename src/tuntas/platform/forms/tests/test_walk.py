"""The way through a form: which page comes next, what is still open, what counts in the end."""

from __future__ import annotations

from tuntas.platform.forms import check, first_open_page, relevant, summary
from tuntas.platform.forms.tests.small import TODAY, good_answers, small_form


def test_asks_page_by_page_what_the_answers_call_for() -> None:
    form = small_form()

    asked = [[page.id for page in form.pages({"married": married})] for married in (True, False)]
    assert set(asked[0]) - set(asked[1]) == {"spouse"}
    assert (asked[1][0], asked[1][-1]) == ("name", "photo")
    assert form.previous_page({"married": False}, before="home").id == "married"


def test_finds_nothing_wrong_with_good_answers() -> None:
    assert check(small_form(), good_answers(), today=TODAY) == []


def test_names_each_missing_answer_with_its_page() -> None:
    answers = good_answers()
    del answers["born"]
    answers["spouse"] = {"name": "Jaya", "nationality": "wni"}
    answers["witnesses"] = []

    problems = check(small_form(), answers, today=TODAY)

    assert [(problem.page, problem.name) for problem in problems] == [
        ("born", "born"),
        ("spouse", "spouse.nik"),
        ("witnesses", "witnesses.0.name"),
        ("witnesses", "witnesses.0.knows"),
    ]


def test_checks_stored_answers_again() -> None:
    answers = {**good_answers(), "born": "2999-01-01", "likes": ["wine"], "weight": "many"}

    assert {problem.name for problem in check(small_form(), answers, today=TODAY)} == {
        "born",
        "likes",
        "weight",
    }


def test_ignores_answers_of_pages_that_are_no_longer_asked() -> None:
    answers = {**good_answers(), "married": False, "spouse": {"nik": "nonsense"}}
    form = small_form()

    assert check(form, answers, today=TODAY) == []
    assert "spouse" not in relevant(form, answers)
    assert "spouse" not in [row.key for section in summary(form, answers) for row in section.rows]


def test_comes_back_to_the_first_page_not_yet_answered() -> None:
    form = small_form()

    assert first_open_page(form, {}, today=TODAY).id == "name"
    assert first_open_page(form, {"name": "Bunga Melati", "born": "2022-04-02"}, today=TODAY).id == "weight"
    assert first_open_page(form, good_answers(), today=TODAY) is None


def test_a_page_passed_over_is_not_asked_again() -> None:
    answers = {"name": "Bunga Melati", "born": "2022-04-02", "weight": None}

    assert first_open_page(small_form(), answers, today=TODAY).id == "married"
