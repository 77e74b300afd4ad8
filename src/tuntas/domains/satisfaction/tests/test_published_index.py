"""An office's index appears in steps of ten, and two tables never give one person away."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.template.loader import render_to_string
from django.utils import translation

from tuntas.domains.figures.rules.places import Place, Scope
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.satisfaction import demonstration, queries
from tuntas.domains.satisfaction.instruments import CURRENT, element_names, elements, instrument
from tuntas.domains.satisfaction.models import Answer, OfficeTally, Tally

from .conftest import AT, BEST, OFFICE, answer, invite, published_index

# Every published sum counted anew from the answers, full tens only.
COUNT = """
    select service_code, coalesce(jsonb_object_agg(key, jsonb_build_array(total, answered)), '{}')::text from (
        select answer.service_code, score.key, sum(score.value::int) as total, count(*) as answered
        from satisfaction_answer answer join satisfaction_tally tally using (office_code, service_code)
        cross join lateral jsonb_each_text(answer.scores) score
        where answer.batch < tally.batch group by 1, 2
    ) counted group by 1
"""
BIRTH, CARD = "akta-kelahiran", "ktp-el-hilang"
OF_OFFICE = Place(Scope.OFFICE, OFFICE)
MOVE = import_module("tuntas.domains.satisfaction.migrations.0004_full_tens_stay_and_the_rest_waits_by_service")


def test_nine_answers_show_nothing_and_the_tenth_shows_the_index(db: None) -> None:
    demonstration.load(AT)
    before = published_index(OFFICE)

    answer(invite())

    after = published_index(OFFICE)
    assert (before.index, before.answers) == (None, 0)
    assert after.answers == 10
    assert after.index.value == Decimal("87.99")
    assert after.index.letter == "B"


def test_the_demonstrations_index_is_the_sum_of_its_answers(db: None) -> None:
    demonstration.load(AT)
    answer(invite())
    published = published_index(OFFICE)

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

    assert published_index(OFFICE).answers == 10


def test_answers_between_two_tens_change_nothing(db: None) -> None:
    for _ in range(10):
        answer(invite())
    first = published_index(OFFICE)

    tables = []
    for _ in range(9):
        answer(invite(), score=1)
        tables.append(published_index(OFFICE))

    assert tables == [first] * 9
    answer(invite(), score=1)
    assert published_index(OFFICE).index.value == Decimal("62.50")


def test_what_is_kept_is_what_the_answers_say(db: None) -> None:
    """The sums against a count of all answers of full tens, elements left open among them."""
    names = list(BEST)
    for number in range(23):
        scores = {name: 1 + (number + place) % 4 for place, name in enumerate(names) if (number + place) % 5}
        answer(invite(), scores=scores)

    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        counted = {service: json.loads(totals) for service, totals in cursor.fetchall()}
    kept = {one.service_code: one for one in Tally.objects.all()}
    assert {service: one.totals for service, one in kept.items()} == counted
    assert [(one.published, one.waiting) for one in kept.values()] == [(20, 3)]
    assert published_index(OFFICE).answers == 20


def test_the_index_reads_no_answers(db: None, django_assert_max_num_queries: Any) -> None:
    for _ in range(10):
        answer(invite())

    with django_assert_max_num_queries(1) as asked:
        queries.published_tens([OFFICE])

    assert "satisfaction_answer" not in asked.captured_queries[0]["sql"]


def test_offices_do_not_mix(db: None) -> None:
    for office, score in ((OFFICE, 4), ("31.71.01.1002", 2)):
        for _ in range(10):
            answer(invite(office), score=score)

    found = [published_index(f"31.71.01.{number}").index for number in (1001, 1002, 1003)]

    assert [one and one.value for one in found] == [Decimal("100.00"), Decimal("50.00"), None]


def test_a_ten_is_of_one_service(db: None) -> None:
    for number in range(18):
        answer(invite(service=(BIRTH, CARD)[number % 2]), score=1 + number % 4)
    before = published_index(OFFICE)

    answer(invite(service=CARD), score=4)

    assert (before.index, before.answers) == (None, 0)
    assert list(queries.published_tens([OFFICE])) == [(OFFICE, CARD)]
    assert published_index(OFFICE) == published_index(OFFICE, CARD)
    assert published_index(OFFICE, BIRTH).index is None


def test_many_offices_are_one_question_to_the_database(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.published_tens([f"31.71.01.{number}" for number in range(1001, 1268)])


def test_a_ten_counts_in_the_week_in_which_it_became_full(db: None) -> None:
    offices.load(AT)
    for number in range(10):
        answer(invite(at=AT), at=AT + timedelta(days=number))
    later = date(2026, 3, 16)

    places = (Place(Scope.ALL), Place(Scope.CITY, "31.71"), Place(Scope.DISTRICT, "31.71.01"), OF_OFFICE)
    for place in places:
        weeks = queries.tens_by_week(place, first=date(2026, 3, 2), last=later)
        assert {week: tens.answers for week, tens in weeks.items()} == {later: 10}, place
        assert weeks[later].index.value == Decimal("100.00")
    assert not queries.tens_by_week(OF_OFFICE, first=later, last=later, service=CARD)


def test_tens_of_before_stay_published_and_the_rest_waits_by_service(db: None) -> None:
    """An office with twelve answers, counted when tens still mixed services."""
    for number in range(12):
        service = (BIRTH, CARD)[number % 2]
        of_before = {"channel": "email", "instrument": CURRENT, "answered_on": AT.date()}
        Answer.objects.create(
            office_code=OFFICE, service_code=service, batch=number // 10, scores=BEST, **of_before
        )
    OfficeTally.objects.create(office_code=OFFICE, answers=12, totals={key: [40, 10] for key in BEST})

    with connection.cursor() as cursor:
        for sql in (MOVE.WAITING, MOVE.BY_SERVICE, MOVE.MIXED):
            cursor.execute(sql)
    for _ in range(9):
        answer(invite(service=CARD), score=1)

    tens = queries.published_tens([OFFICE])
    assert {about: some.answers for (_, about), some in tens.items()} == {"": 10, CARD: 10}
    assert tens[OFFICE, CARD].totals["waktu"] == [4 + 9, 10]
    assert Tally.objects.get(service_code=BIRTH).waiting == 1


@pytest.mark.parametrize("wrong", [{"published": 7}, {"waiting": 10}])
def test_the_database_refuses_what_is_no_ten(db: None, wrong: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        Tally.objects.create(office_code=OFFICE, service_code=BIRTH, **wrong)


def test_shows_the_index_without_the_question_about_payments(db: None) -> None:
    for _ in range(10):
        answer(invite(), scores=dict.fromkeys(BEST, 3) | {"biaya": 4})

    published = published_index(OFFICE)

    assert published.index.value == Decimal("77.78")
    assert published.without_cost.value == Decimal("75.00")
    assert (published.index.letter, published.without_cost.letter) == ("B", "C")


@pytest.mark.parametrize(("language", "value"), [("id", "87,99"), ("en", "87.99")])
def test_the_partial_writes_it_as_the_reader_does(db: None, language: str, value: str) -> None:
    demonstration.load(AT)
    answer(invite())

    with translation.override(language):
        context = {"published": published_index(OFFICE), "office_name": "Kelurahan Contoh"}
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
