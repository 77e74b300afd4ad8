"""What is made to keep us busy is refused before it does: each of these once held a process for seconds to hours."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tuntas.platform.forms import parse_form, read_values
from tuntas.platform.forms.tests.small import TODAY, good_answers, small_form
from tuntas.platform.forms.types.base import LONGEST_TYPED, Refusal, plain

FORM = small_form()
# Two marks in the wrong order, again and again: putting n of them in order takes n² steps.
HEAP = "e" + "\u0301\u0323" * 200_000


def processor_seconds(since: float = 0.0) -> float:
    return time.process_time() - since


@pytest.mark.parametrize("typed", [HEAP, HEAP[:LONGEST_TYPED], "a" * 5_000_000])
def test_a_heap_of_signs_is_not_put_in_order(typed: str) -> None:
    began = processor_seconds()

    with pytest.raises(Refusal):
        plain(typed)

    assert processor_seconds(began) < 20


def test_letters_with_their_marks_are_taken() -> None:
    assert plain("Nguye\u0302\u0303n") == "Nguy\u1ec5n"


def test_a_page_of_them_is_answered_with_problems() -> None:
    fields = {question.key: HEAP for question in FORM.questions()}

    parsed = parse_form(FORM, fields, answers={}, today=TODAY)

    assert parsed.errors


@pytest.mark.parametrize("opening", ['{"name":', "["])
def test_what_nests_without_end_is_refused(opening: str) -> None:
    deep: Any = "x"
    for _level in range(400):
        deep = {"name": deep} if opening.startswith("{") else [deep]

    for question in FORM.questions():
        if question.type != "file":
            read = read_values(FORM, {question.key: deep}, answers=good_answers(), today=TODAY)
            assert [one.name for one in read.errors] == [question.key]
