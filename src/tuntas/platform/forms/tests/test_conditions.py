"""Conditions: Python and JavaScript say the same of every shared vector, and a planted difference is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tuntas.platform.forms.condition_reading import condition_fault
from tuntas.platform.forms.conditions import holds
from tuntas.platform.forms.tests.chromium import chromium

ROOT = Path(__file__).resolve().parents[5]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "conditions.json").read_text(encoding="utf-8"))["vectors"]
SCRIPT = Path(__file__).resolve().parents[1] / "static" / "forms" / "conditions.js"


@pytest.mark.parametrize("vector", VECTORS, ids=[one["why"] for one in VECTORS])
def test_python_says_what_the_vector_says(vector: dict[str, Any]) -> None:
    assert condition_fault(vector["condition"]) is None
    assert holds(vector["condition"], vector["answers"], vector.get("row")) is vector["holds"]


def test_every_operator_has_vectors_of_both_outcomes() -> None:
    text = [(json.dumps(one["condition"]), one["holds"]) for one in VECTORS]

    for operator in (
        "is",
        "in",
        "has",
        "filled",
        "greater",
        "less",
        "at_least",
        "at_most",
        "before",
        "after",
        "some",
    ):
        outcomes = {outcome for condition, outcome in text if f'"{operator}":' in condition}
        assert outcomes == {True, False}, operator


@pytest.mark.browser
def test_javascript_says_what_the_vectors_say(browser_page: Page) -> None:
    assert _differences(browser_page, SCRIPT.read_text(encoding="utf-8")) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("one === other", "one == other"),
        ("Object.prototype.hasOwnProperty.call(thing, name)", "name in thing"),
        ("!Array.isArray(thing)", "true"),
        ("!BLANK.test(answer)", 'answer.trim() !== ""'),
        ("one >= other", "one > other"),
        ("one < other", "one <= other"),
    ],
)
def test_a_planted_difference_is_seen(browser_page: Page, right: str, wrong: str) -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert right in script

    differences = _differences(browser_page, script.replace(right, wrong, 1))

    assert differences != []


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


def _differences(page: Page, script: str) -> list[str]:
    return page.evaluate(
        """async ([script, vectors]) => {
            const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
            const { holds } = await import(url);
            const say = (one) => {
                try { return holds(one.condition, one.answers, one.row ?? null); } catch { return "error"; }
            };
            return JSON.parse(vectors).filter((one) => say(one) !== one.holds).map((one) => one.why);
        }""",
        [script, json.dumps(VECTORS)],
    )
