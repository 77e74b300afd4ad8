"""An office's index appears in steps of ten, and two tables never give one person away."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation

from tuntas.domains.satisfaction import demonstration, queries
from tuntas.domains.satisfaction.instruments import CURRENT, element_names, elements, instrument

from .conftest import AT, BEST, OFFICE, answer, invite

COUNT = import_module("tuntas.domains.satisfaction.migrations.0002_keep_the_totals_of_full_tens").COUNT


def test_nine_answers_show_nothing_and_the_tenth_shows_the_index(db: None) -> None:
    demonstration.load(AT)
    before = queries.published_index(OFFICE)

    answer(invite())

    after = queries.published_index(OFFICE)
    assert (before.index, before.answers) == (None, 0)
    assert after.answers == 10
    assert after.index.value == Decimal("87.99")
    assert after.index.letter == "B"


def test_the_demonstrations_index_is_the_sum_of_its_answers(db: None) -> None:
    demonstration.load(AT)
    answer(invite())
    published = queries.published_index(OFFICE)

    means = []
    for column in range(9):
        given = [row[column] for row in demonstration.ANSWERS if row[column]] + [4]
        means.append(Decimal(sum(given)) / len(given))
    by_hand = (sum(means) / 9 * 25).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert published.index.value == by_hand
    assert [row.answered for row in published.elements] == [10] * 8 + [8]


def test_the_demonstration_is_loaded_once(db: None) -> None:
    demonstration.load(AT)
    demonstration.load(AT)

    answer(invite())

    assert queries.published_index(OFFICE).answers == 10


def test_answers_between_two_tens_change_nothing(db: None) -> None:
    for _ in range(10):
        answer(invite())
    first = queries.published_index(OFFICE)

    tables = []
    for _ in range(9):
        answer(invite(), score=1)
        tables.append(queries.published_index(OFFICE))

    assert tables == [first] * 9
    answer(invite(), score=1)
    assert queries.published_index(OFFICE).index.value == Decimal("62.50")


def test_what_is_kept_is_what_the_answers_say(db: None) -> None:
    """The sums against a count of all answers of full tens, elements left open among them."""
    names = list(BEST)
    for number in range(23):
        scores = {name: 1 + (number + place) % 4 for place, name in enumerate(names) if (number + place) % 5}
        answer(invite(), scores=scores)

    with connection.cursor() as cursor:
        cursor.execute("select answers, totals from satisfaction_officetally")
        [(answers, totals)] = cursor.fetchall()
        cursor.execute(COUNT)
        cursor.execute("select totals from satisfaction_officetally")
        [(counted,)] = cursor.fetchall()

    assert answers == 23
    assert _read(totals) == _read(counted)
    assert queries.published_index(OFFICE).answers == 20


def test_the_index_reads_no_answers(db: None, django_assert_max_num_queries: Any) -> None:
    for _ in range(10):
        answer(invite())

    with django_assert_max_num_queries(1) as asked:
        queries.published_indexes([OFFICE])

    assert "satisfaction_answer" not in asked.captured_queries[0]["sql"]


def test_offices_do_not_mix(db: None) -> None:
    for office, score in ((OFFICE, 4), ("31.71.01.1002", 2)):
        for _ in range(10):
            answer(invite(office), score=score)

    both = queries.published_indexes([OFFICE, "31.71.01.1002", "31.71.01.1003"])

    assert [one.index and one.index.value for one in both.values()] == [
        Decimal("100.00"),
        Decimal("50.00"),
        None,
    ]


def test_many_offices_are_one_question_to_the_database(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.published_indexes([f"31.71.01.{number}" for number in range(1001, 1268)])


def test_shows_the_index_without_the_question_about_payments(db: None) -> None:
    for _ in range(10):
        answer(invite(), scores=dict.fromkeys(BEST, 3) | {"biaya": 4})

    published = queries.published_index(OFFICE)

    assert published.index.value == Decimal("77.78")
    assert published.without_cost.value == Decimal("75.00")
    assert (published.index.letter, published.without_cost.letter) == ("B", "C")


@pytest.mark.parametrize(("language", "value"), [("id", "87,99"), ("en", "87.99")])
def test_the_partial_writes_it_as_the_reader_does(db: None, language: str, value: str) -> None:
    demonstration.load(AT)
    answer(invite())

    with translation.override(language):
        context = {"published": queries.published_index(OFFICE), "office_name": "Kelurahan Contoh"}
        page = render_to_string("satisfaction/_office_index.html", context)

    assert value in page
    assert "exact_1_over_n" in page


def test_the_questionnaire_has_nine_elements_with_four_choices_each() -> None:
    form = instrument(CURRENT)

    assert list(element_names()) == list(BEST)
    assert all(len(element.options) == 4 for element in elements(form))
    assert f"{form.code}-v{form.version}" == CURRENT


@pytest.mark.parametrize("name", ["skm-online-v2", "../rules", ""])
def test_there_is_no_other_questionnaire(name: str) -> None:
    with pytest.raises(KeyError):
        instrument(name)


def _read(kept: Any) -> Any:
    """psycopg gives JSON as text or read already, as Django has set it up."""
    return json.loads(kept) if isinstance(kept, str) else kept
