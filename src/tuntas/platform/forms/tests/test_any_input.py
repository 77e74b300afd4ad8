"""Whatever is posted or sent, the form answers with problems, never with a fault, and keeps only what JSON can hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tuntas.platform.forms import check, page_fields, parse_form, parse_page, relevant, summary
from tuntas.platform.forms.tests.small import TODAY, drawable_form, good_answers, small_form

FORM = small_form()
DRAWN = drawable_form()
NAMES = [
    *(question.key for question in FORM.questions()),
    *("spouse.name", "spouse.nik", "spouse.nationality", "home.choice", "home.was", "home.below", "home.step"),
    *(
        "witnesses.0.name",
        "witnesses.1.knows",
        "witnesses.7.why",
        "witnesses.²",
        "witnesses.add",
        "witnesses.remove",
    ),
]
TYPED = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["²", "0", "7", "8", "yes", "no", "\x00", "9901.01", "99.01", "wna", "2-4-22", "\ud800", "31-2-0000"]
    ),
    st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ][0-9]{1,5}", fullmatch=True),
)
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=9),
    ),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "nik", "knows", "x"]), part, max_size=3)
    ),
    max_leaves=6,
)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.dictionaries(st.sampled_from(NAMES), TYPED, max_size=8))
@example({f"witnesses.{number}.name": "x" for number in range(9)} | {"witnesses.remove": "8"})
@QUIET
def test_any_post_is_answered(fields: dict[str, str]) -> None:
    for page in DRAWN.all_pages():
        parsed = parse_page(page, fields, answers={}, today=TODAY)

        json.dumps(parsed.values)
        render_to_string(
            "forms/_page.html", {"page": page, "fields": page_fields(page, {}, parsed), "parsed": parsed}
        )


@given(st.dictionaries(st.sampled_from(NAMES), TYPED, max_size=8))
@QUIET
def test_what_was_kept_passes_again_or_is_said_to_be_missing(fields: dict[str, str]) -> None:
    parsed = parse_form(FORM, fields, answers={}, today=TODAY)

    again = check(FORM, parsed.values, today=TODAY)

    kept_well = {
        key for key, value in relevant(FORM, parsed.values).items() if not isinstance(value, dict | list)
    }
    assert not kept_well & {problem.name for problem in again}


@given(st.dictionaries(st.sampled_from([question.key for question in FORM.questions()]), JSON, max_size=5))
@QUIET
def test_any_stored_answer_is_checked(answers: dict[str, Any]) -> None:
    problems = check(FORM, {**good_answers(), **answers}, today=TODAY)

    if not problems:
        summary(FORM, {**good_answers(), **answers})


@pytest.mark.parametrize("typed", ["Bunga\x00 Melati", "Bunga\u202e Melati", "Bunga\u200b  Melati\x1b"])
def test_signs_that_nobody_sees_are_left_out(typed: str) -> None:
    page = FORM.page("name")

    assert parse_page(page, {"name": typed}, answers={}, today=TODAY).values == {"name": "Bunga Melati"}
